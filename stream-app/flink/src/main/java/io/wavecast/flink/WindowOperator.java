package io.wavecast.flink;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.engine.ForecastPipeline;
import io.wavecast.core.stream.DeadLetters;
import io.wavecast.core.stream.PartitionWatermarks;
import io.wavecast.core.stream.Rejection;
import io.wavecast.core.stream.Tick;
import io.wavecast.flink.Message.Read;
import io.wavecast.flink.metrics.FlinkMetrics;
import io.wavecast.flink.models.ModelSource;
import io.wavecast.flink.operator.Alarm;
import io.wavecast.flink.operator.KeyedBytes;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.EventCodec;
import java.time.Duration;
import java.util.Objects;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.jspecify.annotations.Nullable;

/**
 * Flink adapter for {@link ForecastPipeline}. Observations of all series of a subtask wait together
 * until there are enough of them or the oldest has waited long enough, at most until the next
 * checkpoint: its barrier goes out only after their forecasts.
 */
final class WindowOperator extends AbstractStreamOperator<Message>
    implements OneInputStreamOperator<Read, Message>, BoundedOneInput {
  private static final long serialVersionUID = 1L;

  /** A watermark is of them all; when they are idle, they have been for long enough. */
  private static final int ALL_PARTITIONS = 0;

  private final JobSettings settings;
  private final ModelSource<Forecasters> source;

  private transient boolean restored;
  private transient @Nullable Alarm silence;
  private transient ModelSource.@Nullable Opened<Forecasters> models;

  @SuppressWarnings("NullAway.Init")
  private transient Alarm linger;

  @SuppressWarnings("NullAway.Init")
  private transient KeyedBytes store;

  @SuppressWarnings("NullAway.Init")
  private transient ForecastPipeline pipeline;

  @SuppressWarnings("NullAway.Init")
  private transient DeadLetters deadLetters;

  @SuppressWarnings("NullAway.Init")
  private transient PartitionWatermarks readTime;

  private transient long watermark;
  private transient boolean idle;

  WindowOperator(JobSettings settings, ModelSource<Forecasters> source) {
    this.settings = settings;
    this.source = source;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    store = new KeyedBytes(this, ForecastJob.STATE, context.getKeyedStateStore());
    restored = context.isRestored();
    watermark = Long.MIN_VALUE;
    idle = false;
  }

  @Override
  public void open() throws Exception {
    super.open();
    FlinkMetrics metrics = new FlinkMetrics(getMetricGroup());
    models = source.open(getRuntimeContext(), metrics);
    pipeline = settings.pipeline(models.model(), store, this::forward, metrics);
    deadLetters = settings.deadLetters(metrics, LOG::warn);
    linger =
        new Alarm(getProcessingTimeService(), settings.stream().linger(), now -> pipeline.flush());
    if (restored) {
      pipeline.recover();
      setLinger();
    }
    for (Tick tick : pipeline.ticks()) {
      readTime =
          new PartitionWatermarks(
              Duration.ZERO, getProcessingTimeService().getCurrentProcessingTime());
      silence = new Alarm(getProcessingTimeService(), tick.interval(), now -> run(tick, now));
      silence.set();
    }
    pipeline
        .gauges()
        .forEach(g -> metrics.gauge(g.metric(), g.value(), g.labels().toArray(String[]::new)));
  }

  @Override
  public void processElement(StreamRecord<Read> element) {
    Read read = element.getValue();
    pipeline.accept(read.observation()).ifPresent(why -> reject(read, why));
    setLinger();
  }

  /** Up to when all partitions that are not idle have been read. */
  @Override
  public void processWatermark(Watermark mark) throws Exception {
    watermark = mark.getTimestamp();
    super.processWatermark(mark);
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) throws Exception {
    idle = status.isIdle();
    super.processWatermarkStatus(status);
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
    if (silence != null) {
      silence.cancel();
      silence = null;
    }
    if (models != null) {
      models.close();
      models = null;
    }
    super.close();
  }

  KeyedBytes store() {
    return store;
  }

  private void setLinger() {
    if (pipeline.pending() > 0) {
      linger.set();
    }
  }

  /** Again and again. */
  private void run(Tick tick, long now) {
    if (!idle) {
      readTime.read(ALL_PARTITIONS, watermark);
    }
    tick.action().accept(readTime.watermark(now));
    Objects.requireNonNull(silence).set();
  }

  private void reject(Read late, Rejection why) {
    Message message = late.source();
    if (message == null) {
      throw new IllegalStateException("a late observation must bring its record");
    }
    output.collect(Outputs.DEAD_LETTERS, new StreamRecord<>(message.reject(deadLetters, why)));
  }

  private void forward(Event event) {
    Message message =
        Message.to(
            settings.topics().of(event),
            event.series(),
            EventCodec.write(event),
            event.eventTime());
    output.collect(new StreamRecord<>(message, event.eventTime()));
  }
}
