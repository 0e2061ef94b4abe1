package io.wavecast.core.aggregate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.core.metrics.CountingMetrics;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.stream.InMemoryStore;
import io.wavecast.core.stream.LatePolicy;
import io.wavecast.core.stream.NoModel;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.Pipeline;
import io.wavecast.core.stream.PipelineContext;
import io.wavecast.core.stream.Rejection;
import io.wavecast.schemas.aggregate.RawEvent;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.ObservationCodec;
import io.wavecast.schemas.forecast.ObservationFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A pipeline that aggregates, its store and what it emits. Restarts lose what was not saved. */
final class EventStream {
  static final String INPUT = "web";

  final CountingMetrics metrics = new CountingMetrics();
  final List<OutputRecord> outputs = new ArrayList<>();
  final InMemoryStore stored;
  private final AggregationSpec spec;
  private Pipeline<RawEvent> pipeline;

  EventStream(Map<String, Aggregation> inputs, LatePolicy policy, Duration expire, long memory) {
    this.spec = new AggregationSpec("events", "observations", "dead", inputs, policy, expire, 4096);
    this.stored = new InMemoryStore(memory);
    this.pipeline = start();
  }

  /** Dead-letters late events, without a log of differences. */
  static EventStream of(Aggregation aggregation) {
    return new EventStream(
        Map.of(INPUT, aggregation), LatePolicy.DEAD_LETTER, Duration.ofHours(1), 0);
  }

  static Aggregation aggregation(Aggregate aggregate, int everySeconds, int graceSeconds) {
    return new Aggregation(
        aggregate, Duration.ofSeconds(everySeconds), Duration.ofSeconds(graceSeconds), false);
  }

  static Aggregation filled(Aggregate aggregate, int everySeconds, int graceSeconds) {
    return new Aggregation(
        aggregate, Duration.ofSeconds(everySeconds), Duration.ofSeconds(graceSeconds), true);
  }

  private Pipeline<RawEvent> start() {
    Pipeline<RawEvent> started =
        spec.create(NoModel.NONE, new PipelineContext(stored, outputs::add, metrics, () -> 0));
    started.recover();
    return started;
  }

  Optional<Rejection> send(RawEvent event) {
    return pipeline.accept(event);
  }

  Optional<Rejection> send(String series, double seconds, double value) {
    return send(new RawEvent(series, Math.round(1000 * seconds), value, null, INPUT));
  }

  void restart() {
    pipeline.save();
    pipeline = start();
  }

  void save() {
    pipeline.save();
  }

  /** Reads the input up to a time. */
  void tick(int seconds) {
    pipeline.flush();
    pipeline.ticks().forEach(tick -> tick.action().run(0, 1000L * seconds));
  }

  double open() {
    while (pipeline.pending() > 0) {
      pipeline.flush();
    }
    return pipeline.gauges().get(0).value().getAsDouble();
  }

  long count(Metric metric) {
    return metrics.of(metric);
  }

  List<Observation> observations() {
    ObservationCodec codec = new ObservationCodec(ObservationFormat.DEFAULT);
    return outputs.stream().map(o -> codec.read(o.key(), o.value(), o.timestamp())).toList();
  }

  /** The observations so far as {@code series seconds value}. */
  List<String> closed() {
    return observations().stream()
        .map(o -> o.series() + " " + o.timestamp() / 1000 + " " + o.value())
        .toList();
  }

  static String key(OutputRecord output) {
    return new String(Objects.requireNonNull(output.key()), UTF_8);
  }
}
