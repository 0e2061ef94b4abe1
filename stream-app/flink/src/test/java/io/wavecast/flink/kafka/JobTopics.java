package io.wavecast.flink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.chorales.event.ChoraleEnd;
import io.wavecast.chorales.event.ChoraleEvent;
import io.wavecast.chorales.event.ChoraleJson;
import io.wavecast.chorales.event.ChoraleRequest;
import io.wavecast.chorales.event.ChoraleRequestCodec;
import io.wavecast.chorales.event.ChoraleTopics;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.forecast.DeviationCodec;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.ForecastCodec;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.sketches.event.SketchJson;
import io.wavecast.sketches.event.SketchLabel;
import io.wavecast.sketches.event.SketchTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.LongStream;

/** The topics of a job with all its parts, on a broker: what goes in, and what comes read back. */
public record JobTopics(
    TestBroker broker, Topics topics, SketchTopics sketches, ChoraleTopics chorales) {
  public static final long MINUTE = 60_000;

  /** Creates them. */
  public JobTopics {
    broker.create(topics.alerts()); // not compacted, as every change is compared
    broker.create(topics);
    broker.create(sketches.sketches(), sketches.labels(), chorales.requests(), chorales.notes());
  }

  /** Creates them. */
  public JobTopics(TestBroker broker, String prefix) {
    this(
        broker,
        Topics.withPrefix(prefix),
        SketchTopics.withPrefix(prefix),
        ChoraleTopics.withPrefix(prefix));
  }

  /** One observation a minute of each series, in turns: the minute is the value. */
  public void observe(int series, int fromMinute, int toMinute) throws Exception {
    observe(series, fromMinute, toMinute, (s, minute) -> minute);
  }

  /** The same with other values. */
  public void observe(int series, int fromMinute, int toMinute, Values values) throws Exception {
    List<TestBroker.Sent> all = new ArrayList<>();
    for (int minute = fromMinute; minute < toMinute; minute++) {
      for (int s = 0; s < series; s++) {
        all.add(new TestBroker.Sent(name(s), observation(minute, values.of(s, minute))));
      }
    }
    broker.produce(topics.observations(), all);
  }

  /** The value of a series at a minute. */
  @FunctionalInterface
  public interface Values {
    double of(int series, int minute);
  }

  public static String observation(int minute, double value) {
    return "{\"timestamp\":%d,\"value\":%s}".formatted(minute * MINUTE, value);
  }

  public static String name(int series) {
    return "series-" + series;
  }

  public void sketch(String drawing, long timestamp) throws Exception {
    byte[] value = "{\"strokes\":[[[0,9],[0,9]]]}".getBytes(UTF_8);
    broker.produce(sketches.sketches(), timestamp, drawing.getBytes(UTF_8), value);
  }

  public void request(ChoraleRequest request) throws Exception {
    broker.produce(chorales.requests(), new byte[0], ChoraleRequestCodec.write(request));
  }

  public void awaitForecasts(int n) {
    broker.await(topics.forecasts(), n);
  }

  /** Forecasts by series, in order, once there are {@code n}. */
  public Map<String, List<Forecast>> forecasts(int n) {
    Map<String, List<Forecast>> all = new TreeMap<>();
    broker
        .committed(topics.forecasts(), records -> records.size() >= n)
        .forEach(
            record -> {
              Forecast f = ForecastCodec.read(record.value());
              all.computeIfAbsent(f.series(), s -> new ArrayList<>()).add(f);
            });
    return all;
  }

  /** All events of a topic of theirs. */
  public List<Event> events(String topic) {
    Function<byte[], Event> codec =
        topic.equals(topics.forecasts())
            ? ForecastCodec::read
            : topic.equals(topics.deviations()) ? DeviationCodec::read : AlertCodec::read;
    return broker.committed(topic, all -> true).stream()
        .map(record -> codec.apply(record.value()))
        .toList();
  }

  /**
   * That each series has the forecasts of these minutes, each once, in order.
   *
   * @param minutes the first observation of a series has none
   */
  public void assertForecasts(int series, LongStream minutes) {
    List<Long> each = minutes.boxed().toList();
    Map<String, List<Forecast>> forecasts = forecasts(series * each.size());

    assertThat(forecasts).hasSize(series);
    assertThat(forecasts)
        .allSatisfy(
            (name, ofSeries) ->
                assertThat(ofSeries)
                    .extracting(f -> f.origin() / MINUTE)
                    .as("minutes of the forecasts, in order")
                    .containsExactlyElementsOf(each));
  }

  /** All labels, once there are enough. */
  public List<SketchLabel> labels(int enough) {
    return broker.committed(sketches.labels(), all -> all.size() >= enough).stream()
        .map(record -> SketchJson.label(record.value()))
        .toList();
  }

  public void awaitLabels(int n) {
    broker.await(sketches.labels(), n);
  }

  /** Waits for events of chorales. */
  public void awaitNotes(int n) {
    broker.await(chorales.notes(), n);
  }

  /** All events of chorales, once the given number of chorales have ended. */
  public List<ChoraleEvent> notes(int ended) {
    return broker
        .committed(
            chorales.notes(),
            all ->
                all.stream().filter(r -> ChoraleJson.read(r.value()) instanceof ChoraleEnd).count()
                    >= ended)
        .stream()
        .map(record -> ChoraleJson.read(record.value()))
        .toList();
  }
}
