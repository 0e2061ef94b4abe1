package io.wavecast.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.RuleText;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.forecast.season.SeasonSettings;
import io.wavecast.core.forecast.window.WindowSettings;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.FlatCodec;
import io.wavecast.schemas.forecast.FlatEvent;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.ObservationCodec;
import io.wavecast.schemas.forecast.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Flat records on any engine: those of each event exactly once and in order, also after crashes.
 */
public abstract class FlatContract {
  private static final long SEED = 20261127;
  private static final Map<FlatEvent, String> ALL =
      Map.of(
          FlatEvent.FORECASTS, "test.flat-forecasts",
          FlatEvent.DEVIATIONS, "test.flat-deviations",
          FlatEvent.ALERTS, "test.flat-alerts");

  /** Starts a stream without any state. */
  protected abstract StreamUnderTest.Restartable<OutputRecord> start(ForecastSpec spec);

  @Test
  void every_event_has_its_flat_records_once_with_its_key_and_time() {
    List<OutputRecord> records = records(ALL);

    for (FlatEvent kind : FlatEvent.values()) {
      List<String> expected = new ArrayList<>();
      for (OutputRecord record : records) {
        if (record.topic().startsWith("test.flat-")) {
          continue;
        }
        Event event = EngineContract.event(record);
        if (FlatEvent.of(event) == kind) {
          FlatCodec.write(event).forEach(flat -> expected.add(line(record, flat)));
        }
      }
      assertThat(expected).as("%s, seed %d", kind, SEED).isNotEmpty();
      assertThat(
              records.stream()
                  .filter(record -> record.topic().equals(ALL.get(kind)))
                  .map(record -> line(record, Objects.requireNonNull(record.value()))))
          .as("%s, seed %d", kind, SEED)
          .containsExactlyElementsOf(expected);
    }
  }

  @Test
  void only_what_is_asked_for_is_written() {
    Map<FlatEvent, String> alerts = Map.of(FlatEvent.ALERTS, "test.flat-alerts");

    assertThat(records(alerts).stream().map(OutputRecord::topic).distinct())
        .containsExactlyInAnyOrder(
            "test.forecasts", "test.deviations", "test.alerts", "test.flat-alerts");
  }

  /** What two series that pass a limit give, with crashes. */
  private List<OutputRecord> records(Map<FlatEvent, String> flat) {
    SplittableRandom random = new SplittableRandom(SEED);
    StreamSettings settings = StreamSettings.of(Topics.withPrefix("test.")).withFlat(flat);
    ForecastSpec spec =
        new ForecastSpec(
            settings,
            WindowSettings.DEFAULT,
            new AlertSettings(List.of(RuleText.read("high * limit-above=500"))),
            EngineSettings.LEVEL,
            SeasonSettings.DEFAULT);
    try (StreamUnderTest.Restartable<OutputRecord> stream = start(spec)) {
      for (int i = 0; i < 200; i++) {
        double value = i >= 150 ? 1000 : random.nextDouble();
        for (String series : List.of("a", "b")) {
          long time = 60_000L * (i + 1);
          Observation observation = new Observation(series, time, (float) value);
          stream.send(series.getBytes(UTF_8), ObservationCodec.write(observation), time);
        }
        if (i % 20 == 0) {
          stream.commit();
        } else if (i % 30 == 17) {
          stream.crash();
        }
      }
      stream.settle();
      return List.copyOf(stream.events());
    }
  }

  private static String line(OutputRecord record, byte[] value) {
    return new String(Objects.requireNonNull(record.key()), UTF_8)
        + " "
        + record.timestamp()
        + " "
        + new String(value, UTF_8);
  }
}
