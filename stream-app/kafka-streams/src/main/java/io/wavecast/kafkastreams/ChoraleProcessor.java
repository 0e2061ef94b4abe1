package io.wavecast.kafkastreams;

import io.wavecast.core.chorale.ChoraleEngine;
import io.wavecast.core.chorale.Composer;
import io.wavecast.core.chorale.PieceStore;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.DeadLetters;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.core.stream.Rejection;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.chorale.ChoraleEvent;
import io.wavecast.schemas.chorale.ChoraleRequestCodec;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Kafka Streams adapter for {@link ChoraleEngine}. Composing goes on in slices of bounded time;
 * between two of them records are read and transactions are committed. Notes told, pieces stored
 * and requests read are committed together, so that after a crash each piece goes on where its
 * committed notes end.
 */
final class ChoraleProcessor implements Processor<byte[], byte[], Object, Object>, PieceStore {
  /** How often a slice begins while pieces are unfinished. */
  private static final Duration PAUSE = Duration.ofMillis(1);

  /** A slice ends with the first run of the model after this. */
  private static final long SLICE_NANOS = Duration.ofMillis(50).toNanos();

  /** While requests come one after the other, composing waits so long for more of them. */
  private static final long GATHER_NANOS = Duration.ofMillis(20).toNanos();

  /** Runs of the model after which the clock is looked at, and pieces are stored. */
  private static final int STEPS = 16;

  private final ChoraleEngine engine;
  private final DeadLetters aside;
  private final Metrics metrics;
  private final LongSupplier nanoClock;
  private @Nullable Cancellable composing;

  /** Whether a request has come since the last slice, and when the first of a row of them came. */
  private boolean came;

  private boolean gathering;
  private long firstCame;
  private @Nullable AutoCloseable gauge;

  @SuppressWarnings("NullAway.Init")
  private ProcessorContext<Object, Object> context;

  @SuppressWarnings("NullAway.Init")
  private KeyValueStore<String, byte[]> store;

  ChoraleProcessor(Composer composer, DeadLetters aside, Metrics metrics, LongSupplier nanoClock) {
    this.engine = new ChoraleEngine(composer, this, this::forward, metrics);
    this.aside = aside;
    this.metrics = metrics;
    this.nanoClock = nanoClock;
  }

  /** Called again on the same object when Kafka Streams revives a task. */
  @Override
  public void init(ProcessorContext<Object, Object> context) {
    close();
    this.context = context;
    store = context.getStateStore(ChoraleTopology.STORE);
    engine.recover();
    gauge = metrics.gauge(Metric.CHORALES_UNFINISHED, engine::unfinished);
    goOn();
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RawRecord source = SourceRecord.of(record, context.recordMetadata().orElseThrow());
    try {
      engine.accept(ChoraleRequestCodec.read(record.key(), record.value()), record.timestamp());
      came();
    } catch (BadRecordException e) {
      context.forward(
          SourceRecord.to(aside.of(source, Rejection.of(e))), ChoraleTopology.DEAD_LETTERS);
      return;
    }
    goOn();
  }

  /** An idle stream does nothing and commits nothing. */
  private void goOn() {
    if (composing == null && engine.unfinished() > 0) {
      composing = context.schedule(PAUSE, PunctuationType.WALL_CLOCK_TIME, now -> slice());
    }
  }

  private void came() {
    came = true;
    if (!gathering) {
      gathering = true;
      firstCame = nanoClock.getAsLong();
    }
  }

  /** Kafka Streams reads one record between two slices: long ones would keep batches small. */
  private void slice() {
    long begin = nanoClock.getAsLong();
    gathering = came;
    came = false;
    if (gathering && engine.hasRoom() && begin - firstCame < GATHER_NANOS) {
      return;
    }
    do {
      engine.compose(STEPS);
    } while (!(gathering && engine.hasRoom())
        && engine.unfinished() > 0
        && nanoClock.getAsLong() - begin < SLICE_NANOS);
    if (engine.unfinished() == 0) {
      stop();
    }
  }

  private void stop() {
    if (composing != null) {
      composing.cancel();
      composing = null;
    }
  }

  private void forward(ChoraleEvent event, long eventTime) {
    context.forward(new Record<>(event.choraleId(), event, eventTime), ChoraleTopology.NOTES);
  }

  @Override
  public void put(String choraleId, byte[] piece) {
    store.put(choraleId, piece);
  }

  @Override
  public void remove(String choraleId) {
    store.delete(choraleId);
  }

  @Override
  public void forEach(BiConsumer<String, byte[]> visitor) {
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      all.forEachRemaining(entry -> visitor.accept(entry.key, entry.value));
    }
  }

  @Override
  public void close() {
    stop();
    if (gauge != null) {
      try {
        gauge.close();
      } catch (Exception e) {
        throw new IllegalStateException("gauge can't be closed", e);
      }
      gauge = null;
    }
  }
}
