package io.wavecast.kafkastreams;

import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.DeadLetters;
import io.wavecast.core.stream.InputReader;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.PartitionWatermarks;
import io.wavecast.core.stream.Pipeline;
import io.wavecast.core.stream.PipelineContext;
import io.wavecast.core.stream.PipelineIo;
import io.wavecast.core.stream.PipelineSpec;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.core.stream.Rejection;
import io.wavecast.schemas.BadRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Kafka Streams adapter for {@link Pipeline}: one instance per task. Input offsets, states and
 * emitted records are committed in one transaction; pending inputs are part of the states, so after
 * a crash they are recovered from the store.
 */
final class PipelineProcessor<I, M> implements Processor<byte[], byte[], byte[], OutputRecord> {
  /** Number of unbatched inputs within one linger that counts as load: the default batch size. */
  private static final int BUSY_INPUTS = 64;

  private static final Duration AT_ONCE = Duration.ofMillis(1);

  /** Minimum time between requested commits. */
  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(100);

  private final PipelineSpec<I, M> spec;
  private final PipelineIo<I> io;
  private final M model;
  private final InputReader<I> reader;
  private final DeadLetters deadLetters;
  private final Metrics metrics;
  private final LongSupplier nanoClock;
  private final List<Cancellable> ticks = new ArrayList<>();
  private final List<Metrics.Registration> gauges = new ArrayList<>();
  private @Nullable Cancellable lingerTimer;
  private @Nullable PipelineStore store;
  private long commitRequestedAt;

  /** Whether the states must be restored before anything is processed. */
  private boolean ahead;

  @SuppressWarnings("NullAway.Init")
  private CommitTimer commits;

  /** Whether outputs become visible by the commit that has their offsets. */
  private boolean transactional;

  /** Whether output outside a batch, e.g. a dead letter, awaits its commit. */
  private boolean outputAwaitsCommit;

  /** Inputs since the linger last expired that needed no batch, e.g. of series that warm up. */
  private int unbatched;

  /** Whether the thread has been under load since the linger last expired. */
  private boolean underLoad;

  @SuppressWarnings("NullAway.Init")
  private ProcessorContext<byte[], OutputRecord> context;

  @SuppressWarnings("NullAway.Init")
  private Pipeline<I> pipeline;

  @SuppressWarnings("NullAway.Init")
  private PartitionWatermarks watermarks;

  PipelineProcessor(
      PipelineSpec<I, M> spec,
      M model,
      DeadLetters deadLetters,
      Metrics metrics,
      LongSupplier nanoClock) {
    this.spec = spec;
    this.io = spec.io();
    this.model = model;
    this.reader = new InputReader<>(io.format());
    this.deadLetters = deadLetters;
    this.metrics = metrics;
    this.nanoClock = nanoClock;
  }

  /** Called again on the same object when Kafka Streams revives a task. */
  @Override
  public void init(ProcessorContext<byte[], OutputRecord> context) {
    close();
    this.context = context;
    transactional = !"at_least_once".equals(context.appConfigs().get("processing.guarantee"));
    commits = new CommitTimer(context);
    store = context.getStateStore(io.names().store());
    ahead = transactional && store.isAhead();
    if (ahead) {
      // Kafka Streams restores a task again only once it runs
      ticks.add(context.schedule(AT_ONCE, PunctuationType.WALL_CLOCK_TIME, now -> restore()));
      return;
    }
    store.joins();
    pipeline = spec.create(model, new PipelineContext(store, this::emit, metrics, nanoClock));
    pipeline.recover();
    store.beforeCommit(pipeline::save);
    watermarks =
        new PartitionWatermarks(PartitionWatermarks.IDLE_TIMEOUT, context.currentSystemTimeMs());
    pipeline.gauges().forEach(gauge -> gauges.add(gauge.register(metrics)));
    pipeline
        .ticks()
        .forEach(
            tick ->
                schedule(
                    tick.interval(), now -> tick.action().run(now, watermarks.watermark(now))));
    updateLingerTimer();
  }

  private void restore() {
    throw Objects.requireNonNull(store).ahead();
  }

  private void schedule(Duration interval, LongConsumer action) {
    ticks.add(
        context.schedule(
            interval,
            PunctuationType.WALL_CLOCK_TIME,
            now -> {
              action.accept(now);
              updateLingerTimer();
            }));
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    if (ahead) {
      restore();
    }
    if (transactional) {
      Objects.requireNonNull(store).reads();
    }
    commits.changed();
    accept(record);
  }

  private void accept(Record<byte[], byte[]> record) {
    RawRecord source =
        io.needsRepartition()
            ? StreamRecords.repartitioned(record)
            : StreamRecords.source(record, context);
    if (!ticks.isEmpty()) {
      watermarks.onRecord(source.partition(), source.timestamp());
    }
    I input;
    try {
      input = reader.read(source);
    } catch (BadRecordException e) {
      emit(deadLetters.of(source, Rejection.of(e)));
      updateLingerTimer();
      return;
    }
    int before = pipeline.pending();
    Optional<Rejection> why = pipeline.accept(input, source);
    if (why.isPresent()) {
      emit(deadLetters.of(source, why.get()));
    }
    int after = pipeline.pending();
    if (after < before) {
      underLoad = true;
      outputAwaitsCommit = false;
    } else if (after == before) {
      underLoad |= ++unbatched >= BUSY_INPUTS;
    } else if (before == 0) {
      cancelLingerTimer(); // a batch lingers from its first input
    }
    updateLingerTimer();
  }

  /**
   * Runs the timer only while inputs are pending or output awaits its commit. An idle task without
   * ticks therefore commits nothing; each tick causes a commit.
   */
  private void updateLingerTimer() {
    if (pipeline.pending() == 0 && !outputAwaitsCommit) {
      cancelLingerTimer();
    } else if (lingerTimer == null) {
      lingerTimer =
          context.schedule(io.linger(), PunctuationType.WALL_CLOCK_TIME, this::flushAfterLinger);
    }
  }

  /**
   * Flushes the pending inputs. Then, where a commit makes outputs visible, requests one, unless
   * the thread has been under load since the last expiry, i.e. a batch filled up or {@link
   * #BUSY_INPUTS} inputs needed no batch.
   */
  private void flushAfterLinger(long now) {
    pipeline.flush();
    if (pipeline.pending() > 0) {
      return;
    }
    cancelLingerTimer();
    boolean early = transactional && !underLoad && outputAwaitsCommit;
    underLoad = false;
    outputAwaitsCommit = false;
    unbatched = 0;
    if (early && now - commitRequestedAt >= COMMIT_INTERVAL.toMillis()) {
      commitRequestedAt = now;
      commits.cancel();
      context.commit();
    }
  }

  private void cancelLingerTimer() {
    if (lingerTimer != null) {
      lingerTimer.cancel();
      lingerTimer = null;
    }
  }

  private void emit(OutputRecord output) {
    outputAwaitsCommit = true;
    commits.changed();
    context.forward(StreamRecords.output(output, System.currentTimeMillis()));
  }

  @Override
  public void close() {
    if (store != null) {
      store.beforeCommit(null);
      store = null;
      commits.cancel();
    }
    cancelLingerTimer();
    ticks.forEach(Cancellable::cancel);
    ticks.clear();
    gauges.forEach(Metrics.Registration::close);
    gauges.clear();
  }
}
