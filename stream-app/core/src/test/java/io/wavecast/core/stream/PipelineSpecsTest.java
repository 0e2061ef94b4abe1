package io.wavecast.core.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.batch.FakeForecaster;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.forecast.season.SeasonSettings;
import io.wavecast.core.forecast.window.WindowSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.forecast.FlatEvent;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.ObservationFormat;
import io.wavecast.schemas.forecast.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What engines know of the pipeline of forecasts. */
class PipelineSpecsTest {
  private static final Duration LINGER = Duration.ofMillis(20);

  @Test
  void the_names_by_which_stored_state_is_found_never_change() {
    assertThat(forecasts(ObservationFormat.DEFAULT, LatePolicy.DROP).io().names())
        .isEqualTo(new PipelineNames("observations", "read", "window", "events", "series"));
  }

  @Test
  void topics_are_read_and_written_as_configured() {
    PipelineIo<?> forecasts = forecasts(ObservationFormat.DEFAULT, LatePolicy.DROP).io();
    assertThat(forecasts.input()).isEqualTo("t.observations");
    assertThat(forecasts.outputs()).containsExactly("t.forecasts", "t.deviations", "t.alerts");
    assertThat(forecasts.deadLetters()).isEqualTo("t.dead-letters");
    assertThat(forecasts.maxRecordBytes()).isEqualTo(1 << 20);
    assertThat(forecasts.linger()).isEqualTo(LINGER);
  }

  @Test
  void flat_records_are_outputs_too() {
    StreamSettings flat =
        StreamSettings.of(Topics.withPrefix("t."))
            .withFlat(Map.of(FlatEvent.FORECASTS, "f", FlatEvent.ALERTS, "a"));

    assertThat(ForecastSpec.of(flat, 0.9).io().outputs())
        .containsExactly("t.forecasts", "t.deviations", "t.alerts", "a", "f");
  }

  @Test
  void only_series_in_the_payload_need_a_repartition() {
    ObservationFormat inPayload = ObservationFormat.of("/id", "", "/v", 100);

    assertThat(forecasts(inPayload, LatePolicy.DROP).io().needsRepartition()).isTrue();
    assertThat(forecasts(ObservationFormat.DEFAULT, LatePolicy.DROP).io().needsRepartition())
        .isFalse();
  }

  @Test
  void late_inputs_are_rejected_by_policy() {
    for (LatePolicy policy : LatePolicy.values()) {
      boolean rejects = policy == LatePolicy.DEAD_LETTER;
      assertThat(forecasts(ObservationFormat.DEFAULT, policy).io().mayReject()).isEqualTo(rejects);
    }
  }

  @Test
  void an_input_arrives_in_another_task_as_it_was_parsed() {
    assertArrives(
        forecasts(ObservationFormat.DEFAULT, LatePolicy.DROP).io().format(),
        "{\"timestamp\":7,\"value\":-2.5}");
  }

  @Test
  void events_go_to_their_topics_under_the_key_of_their_series() {
    List<OutputRecord> outputs = new ArrayList<>();
    Pipeline<Observation> pipeline =
        forecasts(ObservationFormat.DEFAULT, LatePolicy.DROP)
            .create(
                Forecasters.of(new FakeForecaster("mean")),
                new PipelineContext(new InMemoryStore(), outputs::add, Metrics.NONE, () -> 0));

    pipeline.accept(new Observation("cpu", 1000, 1));
    pipeline.accept(new Observation("cpu", 2000, 1));

    assertThat(outputs)
        .extracting(output -> output.topic() + " @" + output.timestamp())
        .containsExactly("t.deviations @1000", "t.deviations @2000", "t.forecasts @2000");
    assertThat(outputs).allMatch(output -> Arrays.equals(output.key(), "cpu".getBytes(UTF_8)));
  }

  private static <I> void assertArrives(InputFormat<I> format, String value) {
    RawRecord record = record(value);
    I parsed = format.parse(record);

    assertThat(format.key(parsed)).isEqualTo("key");
    assertThat(format.decode("key", format.encode(parsed, record))).isEqualTo(parsed);
  }

  private static RawRecord record(String value) {
    return new RawRecord("key".getBytes(UTF_8), value.getBytes(UTF_8), 5, "in", 0, 0);
  }

  private static ForecastSpec forecasts(ObservationFormat format, LatePolicy policy) {
    return new ForecastSpec(
        new StreamSettings(Topics.withPrefix("t."), format, policy, 4, LINGER, 1 << 20),
        WindowSettings.DEFAULT,
        AlertSettings.DEFAULT,
        0.9,
        SeasonSettings.DEFAULT);
  }
}
