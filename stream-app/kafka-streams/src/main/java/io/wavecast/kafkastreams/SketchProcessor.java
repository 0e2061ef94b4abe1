package io.wavecast.kafkastreams;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.sketch.SketchEngine;
import io.wavecast.core.sketch.SketchSettings;
import io.wavecast.core.sketch.SketchState;
import io.wavecast.core.sketch.SketchStates;
import io.wavecast.core.stream.DeadLetters;
import io.wavecast.core.stream.LatePolicy;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.core.stream.RecordTime;
import io.wavecast.core.stream.Rejection;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.sketch.Sketch;
import io.wavecast.schemas.sketch.SketchCodec;
import io.wavecast.schemas.sketch.SketchLabel;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Kafka Streams adapter for {@link SketchEngine}. Sketches of all drawings of a partition wait
 * together until there are enough of them or the oldest has waited long enough. That they wait
 * stands in their states, so it is committed together with them, and after a crash the batch is
 * formed anew from the store.
 */
final class SketchProcessor implements Processor<byte[], byte[], Object, Object>, SketchStates {
  /** How often it looks for states that may be forgotten. */
  private static final Duration LOOK = Duration.ofMinutes(1);

  private final SketchSettings settings;
  private final SketchEngine engine;
  private final DeadLetters aside;
  private final Metrics metrics;

  private @Nullable Cancellable linger;
  private @Nullable Cancellable look;
  private @Nullable AutoCloseable gauge;

  @SuppressWarnings("NullAway.Init")
  private ProcessorContext<Object, Object> context;

  @SuppressWarnings("NullAway.Init")
  private KeyValueStore<String, byte[]> store;

  /** Makes the engine over given states and sink. */
  interface EngineFactory {
    SketchEngine create(SketchStates states, Consumer<SketchLabel> sink);
  }

  SketchProcessor(
      SketchSettings settings, EngineFactory engines, DeadLetters aside, Metrics metrics) {
    this.settings = settings;
    this.engine = engines.create(this, this::forward);
    this.aside = aside;
    this.metrics = metrics;
  }

  /** Called again on the same object when Kafka Streams revives a task. */
  @Override
  public void init(ProcessorContext<Object, Object> context) {
    close();
    this.context = context;
    store = context.getStateStore(SketchTopology.STORE);
    engine.recover();
    gauge = metrics.gauge(Metric.SKETCHES_PENDING, engine::waiting);
    look = context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, now -> engine.forget());
    setLinger();
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RawRecord source = SourceRecord.of(record, context.recordMetadata().orElseThrow());
    try {
      Sketch sketch = read(source);
      if (engine.accept(sketch) && settings.latePolicy() == LatePolicy.DEAD_LETTER) {
        Rejection late = Rejection.late("drawing", sketch.timestamp());
        context.forward(SourceRecord.to(aside.of(source, late)), SketchTopology.DEAD_LETTERS);
      }
    } catch (BadRecordException e) {
      context.forward(
          SourceRecord.to(aside.of(source, Rejection.of(e))), SketchTopology.DEAD_LETTERS);
    }
    setLinger();
  }

  /** No record, however odd, causes another exception. */
  private static Sketch read(RawRecord record) {
    try {
      return SketchCodec.read(record.key(), record.value(), record.timestamp());
    } catch (BadRecordException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new BadRecordException(Reason.MALFORMED, "value can't be read: " + e, e);
    }
  }

  @Override
  public void close() {
    stopLinger();
    if (look != null) {
      look.cancel();
      look = null;
    }
    if (gauge != null) {
      try {
        gauge.close();
      } catch (Exception e) {
        throw new IllegalStateException("gauge can't be closed", e);
      }
      gauge = null;
    }
  }

  /** Runs while sketches wait; an idle stream does nothing and commits nothing. */
  private void setLinger() {
    if (engine.waiting() == 0) {
      stopLinger();
    } else if (linger == null) {
      linger =
          context.schedule(
              settings.linger(), PunctuationType.WALL_CLOCK_TIME, now -> lingerIsOver());
    }
  }

  private void lingerIsOver() {
    engine.flush();
    stopLinger();
  }

  private void stopLinger() {
    if (linger != null) {
      linger.cancel();
      linger = null;
    }
  }

  private void forward(SketchLabel label) {
    long time = RecordTime.of(label.timestamp(), System.currentTimeMillis());
    context.forward(new Record<>(label.sketchId(), label, time), SketchTopology.LABELS);
  }

  @Override
  public SketchState get(String sketchId) {
    byte[] bytes = store.get(sketchId);
    return bytes == null ? SketchState.EMPTY : SketchState.of(bytes);
  }

  @Override
  public void put(String sketchId, SketchState state) {
    store.put(sketchId, state.toBytes());
  }

  @Override
  public void remove(String sketchId) {
    store.delete(sketchId);
  }

  @Override
  public void forEach(BiConsumer<String, SketchState> visitor) {
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      all.forEachRemaining(entry -> visitor.accept(entry.key, SketchState.of(entry.value)));
    }
  }
}
