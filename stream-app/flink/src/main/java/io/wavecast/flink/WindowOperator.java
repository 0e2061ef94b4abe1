package io.wavecast.flink;

import io.wavecast.core.engine.SeriesEngine;
import io.wavecast.core.engine.SeriesStates;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.read.ReadStep;
import io.wavecast.core.window.SeriesState;
import io.wavecast.core.window.SeriesStep;
import io.wavecast.flink.Message.Read;
import io.wavecast.flink.metrics.FlinkMetrics;
import io.wavecast.flink.models.ModelSource;
import io.wavecast.schemas.Alert;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.jspecify.annotations.Nullable;

/**
 * Flink adapter for {@link SeriesEngine}. Observations of all series of a subtask wait together
 * until there are enough of them or the oldest has waited long enough, at most until the next
 * checkpoint: its barrier goes out only after their forecasts.
 */
final class WindowOperator extends AbstractStreamOperator<Message>
    implements OneInputStreamOperator<Read, Message>, BoundedOneInput, SeriesStates {
  private static final long serialVersionUID = 1L;

  /** How often it looks for silent series, where any rule asks for that. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final JobSettings settings;
  private final ModelSource source;

  private transient boolean restored;
  private transient @Nullable ScheduledFuture<?> linger;
  private transient @Nullable ScheduledFuture<?> silence;
  private transient ModelSource.@Nullable Opened models;

  @SuppressWarnings("NullAway.Init")
  private transient ValueState<byte[]> store;

  @SuppressWarnings("NullAway.Init")
  private transient SeriesEngine engine;

  @SuppressWarnings("NullAway.Init")
  private transient ReadStep read;

  WindowOperator(JobSettings settings, ModelSource source) {
    this.settings = settings;
    this.source = source;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    store = context.getKeyedStateStore().getState(descriptor());
    restored = context.isRestored();
  }

  @Override
  public void open() throws Exception {
    super.open();
    FlinkMetrics metrics = new FlinkMetrics(getMetricGroup());
    models = source.open(getRuntimeContext(), metrics);
    engine = settings.engine(models.forecasters(), this, this::forward, metrics);
    read = settings.reading(metrics, LOG::warn);
    if (restored) {
      engine.recover();
      setLinger();
    }
    if (engine.watchesSilence()) {
      setSilence();
    }
    metrics.gauge(Metric.WAITING, engine::waiting);
    metrics.gauge(Metric.SERIES, engine::series);
    for (Alert.State state : Alert.State.values()) {
      metrics.gauge(Metric.ALERT_SERIES, () -> engine.alertSeries(state), state.name());
    }
  }

  @Override
  public void processElement(StreamRecord<Read> element) {
    SeriesStep.Kind kind = engine.accept(element.getValue().observation());
    if (kind == SeriesStep.Kind.LATE && settings.setsLateAside()) {
      setAside(element.getValue());
    }
    setLinger();
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
    if (silence != null) {
      silence.cancel(false);
      silence = null;
    }
    if (models != null) {
      models.close();
      models = null;
    }
    super.close();
  }

  private void setLinger() {
    if (linger == null && engine.waiting() > 0) {
      ProcessingTimeService clock = getProcessingTimeService();
      linger =
          clock.registerTimer(
              clock.getCurrentProcessingTime() + settings.stream().linger().toMillis(),
              at -> {
                linger = null;
                engine.flush();
              });
    }
  }

  /** Looks at the clock again and again. */
  private void setSilence() {
    ProcessingTimeService clock = getProcessingTimeService();
    silence =
        clock.registerTimer(
            clock.getCurrentProcessingTime() + SILENCE.toMillis(),
            now -> {
              engine.lookForSilence(now);
              setSilence();
            });
  }

  private void setAside(Read late) {
    Message message = late.source();
    if (message == null) {
      throw new IllegalStateException("a late observation must bring its record");
    }
    BadRecordException why =
        new BadRecordException(
            Reason.LATE, "timestamp is older than the newest of its series: " + late.timestamp());
    output.collect(
        ForecastJob.DEAD_LETTERS,
        new StreamRecord<>(message.setAside(read, why, settings.topics())));
  }

  private void forward(Event event) {
    output.collect(new StreamRecord<>(Message.of(event, settings.topics()), event.eventTime()));
  }

  @Override
  public SeriesState get(String series) {
    setCurrentKey(series);
    try {
      byte[] bytes = store.value();
      return bytes == null ? SeriesState.EMPTY : SeriesState.of(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void put(String series, SeriesState state) {
    setCurrentKey(series);
    try {
      store.update(state.toBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The batch is made before the next barrier: no snapshot would hold this state. */
  @Override
  public void putWaiting(String series, SeriesState state) {}

  @Override
  public void forEach(BiConsumer<String, SeriesState> visitor) {
    try {
      this.<String>getKeyedStateBackend()
          .applyToAllKeys(
              VoidNamespace.INSTANCE,
              VoidNamespaceSerializer.INSTANCE,
              descriptor(),
              (key, state) -> visitor.accept(key, SeriesState.of(state.value())));
    } catch (Exception e) {
      throw new IllegalStateException("states can't be read", e);
    }
  }

  private static ValueStateDescriptor<byte[]> descriptor() {
    return new ValueStateDescriptor<>(
        ForecastJob.STATE, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
  }
}
