package io.wavecast.kafkastreams;

import io.wavecast.core.forecast.engine.SeriesEngine;
import io.wavecast.core.forecast.engine.SeriesStates;
import io.wavecast.core.forecast.engine.StreamSettings;
import io.wavecast.core.forecast.window.SeriesStep;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.DeadLetters;
import io.wavecast.core.stream.PartitionWatermarks;
import io.wavecast.core.stream.RecordTime;
import io.wavecast.core.stream.Rejection;
import io.wavecast.kafkastreams.SourceRecord.Read;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Kafka Streams adapter for {@link SeriesEngine}. Observations of all series of a partition wait
 * together until there are enough of them or the oldest has waited long enough. That they wait
 * stands in their states, so it is committed together with them, and after a crash the batch is
 * formed anew from the store.
 */
final class WindowProcessor implements Processor<String, Read, Object, Object> {
  /** Least time between two commits that it asks for. */
  private static final Duration COMMIT_PACE = Duration.ofMillis(100);

  private final StreamSettings settings;
  private final EngineFactory engines;
  private final DeadLetters deadLetters;
  private final Metrics metrics;

  /** Stands for all partitions of a task. */
  private static final int ANY_PARTITION = -1;

  private long streamTime = -1;
  private long committed;

  /** Whether a batch was made before its time since time was last up. */
  private boolean filled;

  private @Nullable Cancellable linger;
  private @Nullable Cancellable silence;
  private final List<AutoCloseable> gauges = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  private ProcessorContext<Object, Object> context;

  private @Nullable SeriesStore store;

  @SuppressWarnings("NullAway.Init")
  private SeriesEngine engine;

  @SuppressWarnings("NullAway.Init")
  private PartitionWatermarks readTime;

  /** Makes the engine over given states and sink. */
  interface EngineFactory {
    SeriesEngine create(SeriesStates states, Consumer<Event> sink);
  }

  WindowProcessor(
      StreamSettings settings, EngineFactory engines, DeadLetters deadLetters, Metrics metrics) {
    this.settings = settings;
    this.engines = engines;
    this.deadLetters = deadLetters;
    this.metrics = metrics;
  }

  /** Called again on the same object when Kafka Streams revives a task. */
  @Override
  public void init(ProcessorContext<Object, Object> context) {
    close();
    this.context = context;
    store = context.getStateStore(ForecastTopology.STORE);
    engine = engines.create(store, this::forward);
    engine.recover();
    readTime = new PartitionWatermarks(PartitionWatermarks.QUIET, context.currentSystemTimeMs());
    store.beforeCommit(engine::save);
    gauges.add(metrics.gauge(Metric.PENDING, engine::waiting));
    gauges.add(metrics.gauge(Metric.SERIES, engine::series));
    for (Alert.State state : Alert.State.values()) {
      gauges.add(metrics.gauge(Metric.ALERT_SERIES, () -> engine.alertSeries(state), state.name()));
    }
    if (engine.watchesSilence()) {
      silence =
          context.schedule(
              SeriesEngine.SILENCE_PACE, PunctuationType.WALL_CLOCK_TIME, this::lookForSilence);
    }
    setLinger();
  }

  @Override
  public void process(Record<String, Read> record) {
    int before = engine.waiting();
    SeriesStep.Kind kind = engine.accept(record.value().observation());
    if (silence != null) {
      readTime.read(record.value().source().partition(), record.timestamp());
    }
    filled |= engine.waiting() < before;
    if (kind == SeriesStep.Kind.LATE && settings.setsLateAside()) {
      setAside(record);
    }
    setLinger();
  }

  @Override
  public void close() {
    if (store != null) {
      store.beforeCommit(() -> {});
      store = null;
    }
    stopLinger();
    if (silence != null) {
      silence.cancel();
      silence = null;
    }
    for (AutoCloseable gauge : gauges) {
      try {
        gauge.close();
      } catch (Exception e) {
        throw new IllegalStateException("gauges can't be closed", e);
      }
    }
    gauges.clear();
  }

  /** Runs while observations wait; an idle stream does nothing and commits nothing. */
  private void setLinger() {
    if (engine.waiting() == 0) {
      stopLinger();
    } else if (linger == null) {
      linger =
          context.schedule(settings.linger(), PunctuationType.WALL_CLOCK_TIME, this::lingerIsOver);
    }
  }

  /**
   * Where no batch fills in time, there is time to commit early. Where some did, what is left
   * waited for other partitions of a thread that is busy.
   */
  private void lingerIsOver(long now) {
    engine.flush();
    stopLinger();
    boolean busy = filled;
    filled = false;
    if (!busy && now - committed >= COMMIT_PACE.toMillis()) {
      committed = now;
      context.commit();
    }
  }

  private void stopLinger() {
    if (linger != null) {
      linger.cancel();
      linger = null;
    }
  }

  /** Again and again. Records that hold no observation move the time of the stream, too. */
  private void lookForSilence(long now) {
    long newest = context.currentStreamTimeMs();
    if (newest != streamTime) {
      streamTime = newest;
      readTime.read(ANY_PARTITION, newest);
    }
    engine.lookForSilence(readTime.until(now));
    setLinger();
  }

  private void setAside(Record<String, Read> record) {
    Read late = record.value();
    Rejection why = Rejection.late("series", late.observation().timestamp());
    context.forward(
        SourceRecord.to(deadLetters.of(late.source(), why)), ForecastTopology.DEAD_LETTERS);
  }

  private void forward(Event event) {
    long time = RecordTime.of(event.eventTime(), System.currentTimeMillis());
    context.forward(new Record<>(event.series(), event, time), ForecastTopology.EVENTS);
  }
}
