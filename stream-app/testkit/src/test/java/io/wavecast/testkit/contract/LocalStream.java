package io.wavecast.testkit.contract;

import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.DeadLetters;
import io.wavecast.core.stream.Header;
import io.wavecast.core.stream.InMemoryStore;
import io.wavecast.core.stream.InputReader;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.PartitionWatermarks;
import io.wavecast.core.stream.Pipeline;
import io.wavecast.core.stream.PipelineContext;
import io.wavecast.core.stream.PipelineSpec;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.core.stream.Rejection;
import io.wavecast.core.stream.Tick;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.DeadLetter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A pipeline over states in memory: what the engines are compared with. */
public class LocalStream<I, M, E> implements StreamUnderTest<E> {
  private final PipelineSpec<I, M> spec;
  private final Function<OutputRecord, E> codec;
  private final InputReader<I> reader;
  private final Pipeline<I> pipeline;
  private final List<OutputRecord> events = new ArrayList<>();
  private final List<DeadLetter> deadLetters = new ArrayList<>();
  private final DeadLetters letters;
  private final PartitionWatermarks watermarks =
      new PartitionWatermarks(PartitionWatermarks.IDLE_TIMEOUT, 0);
  private final Map<Tick, Long> dueAt = new HashMap<>();
  private long offset;
  private long now;

  /**
   * @param codec reads an event back from its record
   */
  public LocalStream(PipelineSpec<I, M> spec, M model, Function<OutputRecord, E> codec) {
    this.spec = spec;
    this.codec = codec;
    this.reader = new InputReader<>(spec.io().format());
    this.pipeline =
        spec.create(
            model, new PipelineContext(new InMemoryStore(), events::add, Metrics.NONE, () -> 0));
    this.letters = new DeadLetters(spec.io(), Metrics.NONE, line -> {}, () -> 0);
    pipeline.ticks().forEach(tick -> dueAt.put(tick, tick.interval().toMillis()));
  }

  @Override
  public void send(
      byte @Nullable [] key, byte @Nullable [] value, long timestamp, List<Header> headers) {
    RawRecord record =
        new RawRecord(key, value, timestamp, spec.io().input(), 0, offset++, headers);
    watermarks.onRecord(0, timestamp);
    try {
      pipeline.accept(reader.read(record), record).ifPresent(why -> reject(record, why));
    } catch (BadRecordException e) {
      reject(record, Rejection.of(e));
    }
  }

  private void reject(RawRecord record, Rejection why) {
    deadLetters.add(Letters.of(letters.of(record, why)));
  }

  @Override
  public void advance(Duration time) {
    now += time.toMillis();
    pipeline.flush();
    dueAt.replaceAll(
        (tick, due) -> {
          if (now < due) {
            return due;
          }
          tick.action().run(now, watermarks.watermark(now));
          return now + tick.interval().toMillis();
        });
  }

  @Override
  public void settle() {
    while (pipeline.pending() > 0) {
      pipeline.flush();
    }
  }

  @Override
  public List<E> events() {
    return events.stream().map(codec).toList();
  }

  @Override
  public List<DeadLetter> deadLetters() {
    return deadLetters;
  }

  /** Passes the events so far to a sink and forgets them: a long input has too many to keep. */
  public void drain(Consumer<E> sink) {
    events.forEach(event -> sink.accept(codec.apply(event)));
    events.clear();
  }

  @Override
  public void close() {}
}
