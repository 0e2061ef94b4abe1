package io.wavecast.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.RecordedPipeline;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.InputReader;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.forecast.EventCodec;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.testkit.contract.Scenario.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The records that a stream of forecasts has written, by topic and series: what must be equal on
 * every engine and in a replay. Each record is its time, a space and its value. They are ordered
 * within a series on one topic.
 *
 * @param byPlace keys are like {@code test.alerts of cpu}
 */
record WrittenEvents(Map<String, List<String>> byPlace) {
  /** Before any record is written: engines give events that are far ahead the time of writing. */
  private static final long BEFORE = System.currentTimeMillis();

  /** What an engine has written. */
  static WrittenEvents of(List<OutputRecord> records) {
    Map<String, List<String>> sorted = new TreeMap<>();
    for (OutputRecord record : records) {
      String place = record.topic() + " of " + text(record.key());
      sorted
          .computeIfAbsent(place, p -> new ArrayList<>())
          .add(Math.min(record.timestamp(), BEFORE) + " " + text(record.value()));
    }
    return new WrittenEvents(sorted);
  }

  /** What {@code wavecast replay} makes of the records that can be read. */
  static WrittenEvents replayed(EngineSettings settings, List<Line> lines) {
    ForecastSpec spec = settings.spec();
    return replayed(
        spec, settings.models(), lines.stream().flatMap(line -> read(spec, line)).toList());
  }

  /** What {@code wavecast replay} makes of observations. */
  static WrittenEvents replayed(
      ForecastSpec spec, Forecasters models, List<Observation> observations) {
    List<OutputRecord> written = new ArrayList<>();
    RecordedPipeline replay =
        new RecordedPipeline(
            spec,
            models,
            (event, labels) ->
                written.add(
                    OutputRecord.event(
                        spec.stream().topics().of(event),
                        event.series(),
                        EventCodec.write(event),
                        event.eventTime())),
            Metrics.NONE);
    observations.forEach(replay::process);
    replay.finish();
    return of(written);
  }

  private static Stream<Observation> read(ForecastSpec spec, Line line) {
    RawRecord record =
        new RawRecord(line.key(), line.value(), line.timestamp(), spec.io().input(), 0, 0);
    try {
      return Stream.of(new InputReader<>(spec.io().format()).read(record));
    } catch (BadRecordException e) {
      return Stream.empty();
    }
  }

  /** Requires that all bytes are equal; the message shows the first difference only. */
  void assertSameAs(WrittenEvents reference, String as) {
    assertThat(byPlace.keySet()).as(as).isEqualTo(reference.byPlace.keySet());
    byPlace.forEach(
        (place, records) -> {
          List<String> expected = Objects.requireNonNull(reference.byPlace.get(place));
          for (int i = 0; i < Math.min(records.size(), expected.size()); i++) {
            assertThat(records.get(i))
                .as("%s: record %d on %s", as, i, place)
                .isEqualTo(expected.get(i));
          }
          assertThat(records.size()).as("%s: number on %s", as, place).isEqualTo(expected.size());
        });
  }

  /** The values of a series on a topic at a time. */
  List<String> at(String topic, String series, long time) {
    String begin = time + " ";
    return byPlace.getOrDefault(topic + " of " + series, List.of()).stream()
        .filter(record -> record.startsWith(begin))
        .map(record -> record.substring(begin.length()))
        .toList();
  }

  /** All values on a topic, in order within each series. */
  List<String> valuesOn(String topic) {
    return byPlace.entrySet().stream()
        .filter(place -> place.getKey().startsWith(topic + " of "))
        .flatMap(place -> place.getValue().stream())
        .map(record -> record.substring(record.indexOf(' ') + 1))
        .toList();
  }

  private static String text(byte @Nullable [] bytes) {
    return new String(Objects.requireNonNull(bytes), UTF_8);
  }
}
