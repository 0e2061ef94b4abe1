package io.wavecast.core.ingest;

import io.wavecast.core.stream.Gauge;
import io.wavecast.core.stream.Header;
import io.wavecast.core.stream.Pipeline;
import io.wavecast.core.stream.PipelineContext;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.core.stream.Rejection;
import io.wavecast.core.stream.TraceContext;
import io.wavecast.schemas.aggregate.RawEvent;
import io.wavecast.schemas.aggregate.RawEventCodec;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.ObservationCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Raw records to observations, or to events to be aggregated, keyed by series. It has no state, and
 * nothing is ever pending. Several inputs may read the same topic; {@link InputTopics} says which.
 * Not thread-safe.
 */
final class IngestPipeline implements Pipeline<String> {
  private final IngestSpec spec;
  private final PipelineContext context;
  private final InputTopics topics;
  private final List<Target> targets = new ArrayList<>();
  private final Map<String, List<Target>> byTopic = new HashMap<>();

  private record Target(Input input, InputMapping mapping) {}

  IngestPipeline(IngestSpec spec, PipelineContext context) {
    this.spec = spec;
    this.context = context;
    topics = spec.topics();
    for (Input input : spec.inputs()) {
      targets.add(new Target(input, new InputMapping(input, spec.maxBytes(), spec.maxAhead())));
    }
  }

  @Override
  public Optional<Rejection> accept(String partition) {
    throw new IllegalStateException("inputs are read from their records");
  }

  /** Emits what can be read; what cannot is rejected, with the first error of the first input. */
  @Override
  public Optional<Rejection> accept(String partition, @Nullable RawRecord source) {
    RawRecord record = Objects.requireNonNull(source, "a pipeline that may reject has the record");
    List<Header> trace = TraceContext.of(record.headers());
    Optional<Rejection> first = Optional.empty();
    for (Target target : byTopic.computeIfAbsent(record.topic(), this::targets)) {
      Optional<Rejection> rejected =
          target.mapping().map(record, event -> emit(target.input(), event, trace));
      first = first.or(() -> rejected);
    }
    return first;
  }

  private List<Target> targets(String topic) {
    List<Input> readers = topics.readersOf(topic);
    return targets.stream().filter(target -> readers.contains(target.input())).toList();
  }

  private void emit(Input input, IngestEvent event, List<Header> trace) {
    Observation observation = event.observation();
    boolean isObservation = input.target() == Input.Target.OBSERVATIONS;
    context.emit(
        isObservation ? spec.observations() : spec.events(),
        observation.series(),
        isObservation ? ObservationCodec.write(observation) : event(input, event),
        trace,
        observation.timestamp());
  }

  private static byte[] event(Input input, IngestEvent event) {
    Observation number = event.observation();
    return RawEventCodec.write(
        new RawEvent(
            number.series(),
            number.timestamp(),
            number.value(),
            event.text(),
            input.name(),
            number.labels()));
  }

  @Override
  public int pending() {
    return 0;
  }

  @Override
  public void flush() {}

  @Override
  public void save() {}

  @Override
  public void recover() {}

  @Override
  public List<Gauge> gauges() {
    return List.of();
  }
}
