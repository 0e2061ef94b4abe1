package io.wavecast.flink;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.engine.SeriesEngine;
import io.wavecast.core.forecast.engine.SeriesStates;
import io.wavecast.core.forecast.window.SeriesState;
import io.wavecast.core.forecast.window.SeriesStep;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.stream.DeadLetters;
import io.wavecast.core.stream.PartitionWatermarks;
import io.wavecast.core.stream.Rejection;
import io.wavecast.flink.Message.Read;
import io.wavecast.flink.metrics.FlinkMetrics;
import io.wavecast.flink.models.ModelSource;
import io.wavecast.flink.operator.Alarm;
import io.wavecast.flink.operator.KeyedBytes;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.EventCodec;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.jspecify.annotations.Nullable;

/**
 * Flink adapter for {@link SeriesEngine}. Observations of all series of a subtask wait together
 * until there are enough of them or the oldest has waited long enough, at most until the next
 * checkpoint: its barrier goes out only after their forecasts.
 */
final class WindowOperator extends AbstractStreamOperator<Message>
    implements OneInputStreamOperator<Read, Message>, BoundedOneInput, SeriesStates {
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
  private transient SeriesEngine engine;

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
    engine = settings.engine(models.model(), this, this::forward, metrics);
    deadLetters = settings.deadLetters(metrics, LOG::warn);
    linger =
        new Alarm(getProcessingTimeService(), settings.stream().linger(), now -> engine.flush());
    if (restored) {
      engine.recover();
      setLinger();
    }
    if (engine.watchesSilence()) {
      readTime =
          new PartitionWatermarks(
              Duration.ZERO, getProcessingTimeService().getCurrentProcessingTime());
      silence =
          new Alarm(getProcessingTimeService(), SeriesEngine.SILENCE_PACE, this::lookForSilence);
      silence.set();
    }
    metrics.gauge(Metric.PENDING, engine::waiting);
    metrics.gauge(Metric.SERIES, engine::series);
    for (Alert.State state : Alert.State.values()) {
      metrics.gauge(Metric.ALERT_SERIES, () -> engine.alertSeries(state), state.name());
    }
  }

  @Override
  public void processElement(StreamRecord<Read> element) {
    SeriesStep.Kind kind = engine.accept(element.getValue().observation());
    if (kind == SeriesStep.Kind.LATE && settings.stream().setsLateAside()) {
      setAside(element.getValue());
    }
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
    engine.flush();
    engine.save();
  }

  @Override
  public void endInput() {
    engine.flush();
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

  private void setLinger() {
    if (engine.waiting() > 0) {
      linger.set();
    }
  }

  /** Again and again. */
  private void lookForSilence(long now) {
    if (!idle) {
      readTime.read(ALL_PARTITIONS, watermark);
    }
    engine.lookForSilence(readTime.until(now));
    Objects.requireNonNull(silence).set();
  }

  private void setAside(Read late) {
    Message message = late.source();
    if (message == null) {
      throw new IllegalStateException("a late observation must bring its record");
    }
    Rejection why = Rejection.late("series", late.timestamp());
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

  @Override
  public SeriesState get(String series) {
    byte[] bytes = store.get(series);
    return bytes == null ? SeriesState.EMPTY : SeriesState.of(bytes);
  }

  @Override
  public void put(String series, SeriesState state) {
    store.put(series, state.toBytes());
  }

  @Override
  public void forEach(BiConsumer<String, SeriesState> visitor) {
    store.forEach((series, bytes) -> visitor.accept(series, SeriesState.of(bytes)));
  }
}
