package io.wavecast.kafkastreams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.wavecast.core.forecast.window.SeriesState;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.States;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.forecast.ObservationFormat;
import io.wavecast.testkit.contract.EngineSettings;
import io.wavecast.testkit.fakes.InMemoryMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastTopologyTest {
  private static final EngineSettings KEYED = EngineSettings.DEFAULT;
  private static final EngineSettings BY_PAYLOAD =
      new EngineSettings(ObservationFormat.of("/id", "", "/v", 1 << 24), false, 16);

  @TempDir Path dir;

  @Test
  void names_of_nodes_stores_and_topics_stay_as_they_are() {
    assertThat(describe(KEYED))
        .isEqualTo(
            """
            Topologies:
               Sub-topology: 0
                Source: observations (topics: [test.observations])
                  --> window
                Processor: window (stores: [series])
                  --> events
                  <-- observations
                Sink: events (by record)
                  <-- window
            """);
    assertThat(describe(BY_PAYLOAD))
        .contains(
            "Processor: route", "Sink: by-series-repartition-sink (topic: by-series-repartition)");
  }

  @Test
  void a_forecast_is_under_its_series_and_of_the_time_of_its_observation() {
    try (TopologyUnderTest engine = new TopologyUnderTest(KEYED, dir)) {
      engine.send(bytes("cpu"), bytes("{\"timestamp\":1000,\"value\":1}"), 77);
      engine.send(bytes("cpu"), bytes("{\"timestamp\":2000,\"value\":1}"), 78);

      TestRecord<byte[], byte[]> forecast = engine.forecasts.readRecord();
      assertThat(forecast.key()).isEqualTo(bytes("cpu"));
      assertThat(forecast.timestamp()).isEqualTo(2000);
      assertThat(new String(forecast.value(), UTF_8))
          .startsWith("{\"series\":\"cpu\",\"origin\":2000,");
    }
  }

  @Test
  void states_are_written_by_each_commit() {
    try (TopologyUnderTest engine = new TopologyUnderTest(KEYED, dir)) {
      for (int i = 0; i < 51; i++) {
        engine.send(bytes("cpu"), bytes("{\"timestamp\":%d,\"value\":1}".formatted(i)), 0);

        assertThat(state(engine).latest()).as("the driver commits each record").isEqualTo(i);
      }
      assertThat(state(engine).pending()).isEqualTo(2);

      engine.driver.advanceWallClockTime(Duration.ofMillis(20));
      assertThat(state(engine).pending()).isZero();
    }
  }

  @Test
  void a_stale_series_alerts_once() {
    try (TopologyUnderTest engine = watchingStale()) {
      engine.send(bytes("cpu"), bytes("{\"timestamp\":1000,\"value\":1}"), 0);

      pass(engine, 50);

      Alert alert = AlertCodec.read(engine.alerts.readValue());
      assertThat(alert.state()).isEqualTo(Alert.State.WARNING);
      assertThat(alert.since()).isEqualTo(61_000);
      assertThat(engine.alerts.isEmpty()).isTrue();
    }
  }

  @Test
  void behind_a_backlog_a_series_is_not_stale() {
    try (TopologyUnderTest engine = watchingStale()) {
      for (int minute = 0; minute < 30; minute++) {
        engine.send(bytes("cpu"), bytes(minute(minute)), minute * 60_000L);
        if (minute < 10) {
          engine.send(bytes("gone"), bytes(minute(minute)), minute * 60_000L);
        }
        pass(engine, 10);
      }

      assertThat(engine.alerts.readValuesToList())
          .extracting(AlertCodec::read)
          .extracting(Alert::series, Alert::since)
          .containsExactly(tuple("gone", 10 * 60_000L));
    }
  }

  @Test
  void behind_unreadable_records_a_series_is_not_stale() {
    try (TopologyUnderTest engine = watchingStale()) {
      for (int i = 0; i < 4; i++) {
        engine.send(bytes("cpu"), bytes(minute(i)), i * 60_000L);
        pass(engine, 10);
      }
      for (int second = 1; second < 60; second++) {
        engine.send(bytes("cpu"), bytes("garbage"), 3 * 60_000L + second * 1000L);
        pass(engine, 10);
      }
      engine.send(bytes("cpu"), bytes(minute(4)), 4 * 60_000L);
      pass(engine, 10);

      assertThat(engine.alerts.isEmpty()).isTrue();
    }
  }

  private static String minute(int minute) {
    return "{\"timestamp\":%d,\"value\":1}".formatted(minute * 60_000L);
  }

  private static void pass(TopologyUnderTest engine, int seconds) {
    for (int i = 0; i < seconds; i += 10) {
      engine.driver.advanceWallClockTime(Duration.ofSeconds(10));
    }
  }

  private TopologyUnderTest watchingStale() {
    return new TopologyUnderTest(
        new EngineSettings(ObservationFormat.DEFAULT, false, 16, List.of("all * stale-after=1m")),
        dir);
  }

  private static SeriesState state(TopologyUnderTest engine) {
    return new States<>((PipelineStore) engine.driver.getStateStore("series"), SeriesState.codec())
        .get("cpu");
  }

  @Test
  void observations_are_pending_no_longer_than_the_linger() {
    try (TopologyUnderTest engine = new TopologyUnderTest(KEYED, dir)) {
      for (int i = 0; i < 50; i++) {
        engine.send(bytes("cpu"), bytes("{\"timestamp\":%d,\"value\":1}".formatted(i)), 0);
      }
      assertThat(engine.forecasts.readRecordsToList()).hasSize(48);

      engine.driver.advanceWallClockTime(Duration.ofMillis(19));
      assertThat(engine.forecasts.isEmpty()).isTrue();
      engine.driver.advanceWallClockTime(Duration.ofMillis(1));
      assertThat(engine.forecasts.getQueueSize()).isEqualTo(1);
    }
  }

  @Test
  void a_dead_letter_keeps_time_and_headers_of_its_record() {
    for (EngineSettings settings : List.of(KEYED, BY_PAYLOAD)) {
      try (TopologyUnderTest engine = new TopologyUnderTest(settings, dir)) {
        Headers headers = new RecordHeaders().add("trace", bytes("42"));
        headers.add(DeadLetter.SOURCE_OFFSET, bytes("an earlier life"));

        engine.observations.pipeInput(
            new TestRecord<>(bytes("cpu"), bytes("garbage"), headers, 5000L));

        TestRecord<byte[], byte[]> letter = engine.letters.readRecord();
        assertThat(letter.timestamp()).isEqualTo(5000);
        assertThat(header(letter, "trace")).isEqualTo("42");
        assertThat(letter.headers().headers(DeadLetter.SOURCE_OFFSET)).hasSize(1);
        assertThat(header(letter, DeadLetter.SOURCE_OFFSET)).isEqualTo("0");
        assertThat(header(letter, DeadLetter.SOURCE_TOPIC)).isEqualTo("test.observations");
      }
    }
  }

  @Test
  void a_late_observation_that_was_repartitioned_is_dead_lettered_untouched() {
    EngineSettings settings =
        new EngineSettings(ObservationFormat.of("/id", "", "/v", 1000), true, 16);
    try (TopologyUnderTest engine = new TopologyUnderTest(settings, dir)) {
      engine.send(bytes("k1"), bytes("{\"id\":\"a\",\"v\":1}"), 9000);
      engine.send(null, bytes("{\"id\":\"a\",\"v\":2}"), 8000);

      DeadLetter letter = engine.deadLetters().get(0);

      assertThat(letter.key()).isNull();
      assertThat(letter.value()).isEqualTo(bytes("{\"id\":\"a\",\"v\":2}"));
      assertThat(letter.topic()).isEqualTo("test.observations");
      assertThat(letter.offset()).isEqualTo(1);
    }
  }

  @Test
  void a_record_too_large_to_write_leaves_its_position_in_the_dead_letter() {
    for (EngineSettings settings : List.of(KEYED, BY_PAYLOAD)) {
      InMemoryMetrics metrics = new InMemoryMetrics();
      try (TopologyUnderTest engine = new TopologyUnderTest(settings, metrics, dir)) {
        byte[] huge = bytes("{\"id\":\"a\",\"v\":1,\"more\":\"" + "x".repeat(3 << 20) + "\"}");

        engine.observations.pipeInput(
            new TestRecord<>(bytes("cpu"), huge, new RecordHeaders().add("h", huge), 1L));
        engine.send(bytes("cpu"), bytes("garbage"), 2);

        TestRecord<byte[], byte[]> letter = engine.letters.readRecord();
        assertThat(letter.value()).isNull();
        assertThat(letter.headers().lastHeader("h")).isNull();
        assertThat(header(letter, DeadLetter.ERROR_CLASS)).isEqualTo("too-large");
        assertThat(header(letter, DeadLetter.SOURCE_OFFSET)).isEqualTo("0");
        assertThat(metrics.of(Metric.DEAD_LETTERS_TRUNCATED)).isEqualTo(1);
        assertThat(engine.letters.readRecord().value()).isEqualTo(bytes("garbage"));
      }
    }
  }

  @Test
  void headers_alone_can_make_a_bad_record_too_large() {
    InMemoryMetrics metrics = new InMemoryMetrics();
    try (TopologyUnderTest engine = new TopologyUnderTest(KEYED, metrics, dir)) {
      Headers headers = new RecordHeaders().add("h", new byte[3 << 20]);

      engine.observations.pipeInput(new TestRecord<>(bytes("cpu"), bytes("x"), headers, 1L));

      assertThat(engine.letters.readRecord().headers().lastHeader("h")).isNull();
      assertThat(metrics.of(Metric.DEAD_LETTERS_TRUNCATED)).isEqualTo(1);
    }
  }

  private static String describe(EngineSettings settings) {
    return PipelineTopology.build(settings.spec(), settings.models(), Metrics.NONE, () -> 0)
            .describe()
            .toString()
            .replaceAll("extractor class: .*\\)", "by record)")
            .stripTrailing()
        + "\n";
  }

  private static String header(TestRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
