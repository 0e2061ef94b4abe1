package io.wavecast.flink.sketch;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.sketch.SketchClassifier;
import io.wavecast.core.sketch.SketchEngine;
import io.wavecast.core.sketch.SketchSettings;
import io.wavecast.core.sketch.SketchState;
import io.wavecast.core.sketch.SketchStates;
import io.wavecast.core.stream.DeadLetters;
import io.wavecast.core.stream.LatePolicy;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.core.stream.Rejection;
import io.wavecast.flink.Message;
import io.wavecast.flink.Outputs;
import io.wavecast.flink.metrics.FlinkMetrics;
import io.wavecast.flink.models.ModelSource;
import io.wavecast.flink.operator.Alarm;
import io.wavecast.flink.operator.KeyedBytes;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.sketch.Sketch;
import io.wavecast.schemas.sketch.SketchCodec;
import io.wavecast.schemas.sketch.SketchLabel;
import io.wavecast.schemas.sketch.SketchLabelCodec;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Flink adapter for {@link SketchEngine}. Sketches of all drawings of a subtask wait together until
 * there are enough of them or the oldest has waited long enough, at most until the next checkpoint:
 * its barrier goes out only after their labels.
 */
final class SketchOperator extends AbstractStreamOperator<Message>
    implements OneInputStreamOperator<Message, Message>, BoundedOneInput, SketchStates {
  private static final long serialVersionUID = 1L;

  /** How often it looks for states that may be forgotten. */
  private static final Duration LOOK = Duration.ofMinutes(1);

  private final SketchSettings settings;
  private final ModelSource<SketchClassifier> source;

  private transient boolean restored;
  private transient ModelSource.@Nullable Opened<SketchClassifier> model;

  @SuppressWarnings("NullAway.Init")
  private transient KeyedBytes store;

  @SuppressWarnings("NullAway.Init")
  private transient SketchEngine engine;

  @SuppressWarnings("NullAway.Init")
  private transient DeadLetters aside;

  @SuppressWarnings("NullAway.Init")
  private transient Alarm linger;

  @SuppressWarnings("NullAway.Init")
  private transient Alarm look;

  SketchOperator(SketchSettings settings, ModelSource<SketchClassifier> source) {
    this.settings = settings;
    this.source = source;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    store = new KeyedBytes(this, SketchJob.STATE, context.getKeyedStateStore());
    restored = context.isRestored();
  }

  @Override
  public void open() throws Exception {
    super.open();
    FlinkMetrics metrics = new FlinkMetrics(getMetricGroup());
    model = source.open(getRuntimeContext(), metrics);
    engine =
        new SketchEngine(
            model.model(),
            settings.maxBatch(),
            settings.kept(),
            this,
            this::forward,
            metrics,
            System::nanoTime);
    aside =
        new DeadLetters(
            settings.topics().deadLetters(),
            settings.maxRecordBytes(),
            metrics,
            LOG::warn,
            System::nanoTime);
    linger = new Alarm(getProcessingTimeService(), settings.linger(), now -> engine.flush());
    look = new Alarm(getProcessingTimeService(), LOOK, this::forget);
    look.set();
    if (restored) {
      engine.recover();
      setLinger();
    }
    metrics.gauge(Metric.SKETCHES_PENDING, engine::waiting);
  }

  @Override
  public void processElement(StreamRecord<Message> element) {
    Message message = element.getValue();
    try {
      Sketch sketch = read(message.record());
      if (engine.accept(sketch) && settings.latePolicy() == LatePolicy.DEAD_LETTER) {
        Rejection late = Rejection.late("drawing", sketch.timestamp());
        output.collect(Outputs.DEAD_LETTERS, new StreamRecord<>(message.reject(aside, late)));
      }
    } catch (BadRecordException e) {
      output.collect(Outputs.DEAD_LETTERS, new StreamRecord<>(message.reject(aside, e)));
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
  public void prepareSnapshotPreBarrier(long checkpoint) {
    engine.flush();
  }

  @Override
  public void endInput() {
    engine.flush();
  }

  @Override
  public void close() throws Exception {
    if (model != null) {
      model.close();
      model = null;
    }
    super.close();
  }

  private void setLinger() {
    if (engine.waiting() > 0) {
      linger.set();
    }
  }

  /** Looks again and again. */
  private void forget(long now) {
    engine.forget();
    look.set();
  }

  private void forward(SketchLabel label) {
    Message message =
        Message.to(
            settings.topics().labels(),
            label.sketchId(),
            SketchLabelCodec.write(label),
            label.timestamp());
    output.collect(new StreamRecord<>(message, label.timestamp()));
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

  /** The batch is made before the next barrier: no snapshot would hold this state. */
  @Override
  public void putWaiting(String sketchId, SketchState state) {}

  @Override
  public void remove(String sketchId) {
    store.remove(sketchId);
  }

  @Override
  public void forEach(BiConsumer<String, SketchState> visitor) {
    store.forEach((sketchId, bytes) -> visitor.accept(sketchId, SketchState.of(bytes)));
  }
}
