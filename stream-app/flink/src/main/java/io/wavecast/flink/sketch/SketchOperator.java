package io.wavecast.flink.sketch;

import io.wavecast.core.sketch.SketchClassifier;
import io.wavecast.core.sketch.SketchSpec;
import io.wavecast.core.stream.DeadLetters;
import io.wavecast.core.stream.InputReader;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.Pipeline;
import io.wavecast.core.stream.PipelineContext;
import io.wavecast.core.stream.Rejection;
import io.wavecast.core.stream.Tick;
import io.wavecast.flink.Message;
import io.wavecast.flink.Outputs;
import io.wavecast.flink.metrics.FlinkMetrics;
import io.wavecast.flink.models.ModelSource;
import io.wavecast.flink.operator.Alarm;
import io.wavecast.flink.operator.KeyedBytes;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.sketch.Sketch;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Flink adapter for {@link Pipeline}. Sketches of all drawings of a subtask wait together until
 * there are enough of them or the oldest has waited long enough, at most until the next checkpoint:
 * its barrier goes out only after their labels.
 */
final class SketchOperator extends AbstractStreamOperator<Message>
    implements OneInputStreamOperator<Message, Message>, BoundedOneInput {
  private static final long serialVersionUID = 1L;

  private final SketchSpec settings;
  private final ModelSource<SketchClassifier> source;

  private transient boolean restored;
  private transient ModelSource.@Nullable Opened<SketchClassifier> model;

  @SuppressWarnings("NullAway.Init")
  private transient KeyedBytes store;

  @SuppressWarnings("NullAway.Init")
  private transient Pipeline<Sketch> pipeline;

  @SuppressWarnings("NullAway.Init")
  private transient DeadLetters aside;

  @SuppressWarnings("NullAway.Init")
  private transient Alarm linger;

  @SuppressWarnings("NullAway.Init")
  private transient Alarm look;

  SketchOperator(SketchSpec settings, ModelSource<SketchClassifier> source) {
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
    pipeline =
        settings.create(
            model.model(), new PipelineContext(store, this::forward, metrics, System::nanoTime));
    aside =
        new DeadLetters(
            settings.topics().deadLetters(),
            settings.maxRecordBytes(),
            metrics,
            LOG::warn,
            System::nanoTime);
    linger = new Alarm(getProcessingTimeService(), settings.linger(), now -> pipeline.flush());
    Tick tick = pipeline.ticks().get(0);
    look =
        new Alarm(
            getProcessingTimeService(),
            tick.interval(),
            now -> {
              tick.action().accept(now);
              look.set();
            });
    look.set();
    if (restored) {
      pipeline.recover();
      setLinger();
    }
    pipeline
        .gauges()
        .forEach(g -> metrics.gauge(g.metric(), g.value(), g.labels().toArray(String[]::new)));
  }

  @Override
  public void processElement(StreamRecord<Message> element) {
    Message message = element.getValue();
    try {
      Sketch sketch = new InputReader<>(settings.format()).read(message.record());
      pipeline.accept(sketch).ifPresent(why -> reject(message, why));
    } catch (BadRecordException e) {
      reject(message, Rejection.of(e));
    }
    setLinger();
  }

  private void reject(Message message, Rejection why) {
    output.collect(Outputs.DEAD_LETTERS, new StreamRecord<>(message.reject(aside, why)));
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpoint) {
    pipeline.flush();
    pipeline.save();
  }

  @Override
  public void endInput() {
    pipeline.flush();
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
    if (pipeline.pending() > 0) {
      linger.set();
    }
  }

  private void forward(OutputRecord event) {
    output.collect(new StreamRecord<>(Message.of(event), event.timestamp()));
  }
}
