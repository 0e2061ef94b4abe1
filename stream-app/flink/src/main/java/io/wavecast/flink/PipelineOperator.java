package io.wavecast.flink;

import io.wavecast.core.stream.DeadLetters;
import io.wavecast.core.stream.Emitter;
import io.wavecast.core.stream.InputFormat;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.PartitionWatermarks;
import io.wavecast.core.stream.Pipeline;
import io.wavecast.core.stream.PipelineContext;
import io.wavecast.core.stream.PipelineSpec;
import io.wavecast.core.stream.Rejection;
import io.wavecast.flink.metrics.FlinkMetrics;
import io.wavecast.flink.models.ModelSource;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.jspecify.annotations.Nullable;

/**
 * Flink adapter for {@link Pipeline}: one instance per subtask. Inputs of all keys of the subtask
 * are pending together, until the pipeline flushes them, the linger expires or a checkpoint barrier
 * arrives. The barrier is forwarded after the flush, so the checkpoint holds the state of every
 * record emitted before it.
 */
final class PipelineOperator<I, M> extends AbstractStreamOperator<OutputRecord>
    implements OneInputStreamOperator<ParsedInput, OutputRecord>, BoundedOneInput {
  private static final long serialVersionUID = 1L;

  /** Flink merges the watermarks of all partitions and detects idle ones. */
  private static final int ALL_PARTITIONS = 0;

  /** Shorter than the gap that {@link PartitionWatermarks} treats as a suspended process. */
  private static final Duration WATERMARK_INTERVAL = Duration.ofSeconds(10);

  private final PipelineSpec<I, M> spec;
  private final ModelSource<M> models;

  private transient ModelSource.@Nullable Opened<? extends M> model;

  @SuppressWarnings("NullAway.Init")
  private transient InputFormat<I> format;

  @SuppressWarnings("NullAway.Init")
  transient Pipeline<I> pipeline;

  @SuppressWarnings("NullAway.Init")
  private transient DeadLetters deadLetters;

  @SuppressWarnings("NullAway.Init")
  private transient PartitionWatermarks watermarks;

  private transient long watermark;
  private transient boolean idle;
  private transient boolean lingering;

  PipelineOperator(PipelineSpec<I, M> spec, ModelSource<M> models) {
    this.spec = spec;
    this.models = models;
  }

  @Override
  public void open() throws Exception {
    super.open();
    FlinkMetrics metrics = new FlinkMetrics(getMetricGroup());
    format = spec.io().format();
    KeyedBytes store = new KeyedBytes(this, spec.io().names().store());
    model = models.open(metrics);
    Emitter emitter = event -> output.collect(new StreamRecord<>(event, event.timestamp()));
    pipeline =
        spec.create(model.model(), new PipelineContext(store, emitter, metrics, System::nanoTime));
    deadLetters = PipelineJob.deadLetters(spec, metrics, LOG::warn);
    pipeline.recover();
    startLinger();
    startTicks();
    pipeline.gauges().forEach(gauge -> gauge.register(metrics));
  }

  @Override
  public void processElement(StreamRecord<ParsedInput> element) {
    ParsedInput parsed = element.getValue();
    I input = format.decode(parsed.key(), parsed.input());
    Optional<Rejection> why = pipeline.accept(input, parsed.source());
    if (why.isPresent()) {
      OutputRecord letter = deadLetters.of(Objects.requireNonNull(parsed.source()), why.get());
      output.collect(PipelineJob.DEAD_LETTERS, new StreamRecord<>(letter));
    }
    startLinger();
  }

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
    while (pipeline.pending() > 0) {
      pipeline.flush();
    }
  }

  @Override
  public void close() throws Exception {
    try {
      if (model != null) {
        model.release().run();
        model = null;
      }
    } finally {
      super.close();
    }
  }

  private void startLinger() {
    if (pipeline.pending() > 0 && !lingering) {
      lingering = true;
      after(
          spec.io().linger(),
          now -> {
            lingering = false;
            pipeline.flush();
            startLinger();
          });
    }
  }

  private void startTicks() {
    watermark = Long.MIN_VALUE;
    watermarks =
        new PartitionWatermarks(
            Duration.ZERO, getProcessingTimeService().getCurrentProcessingTime());
    pipeline
        .ticks()
        .forEach(tick -> every(tick.interval(), now -> tick.action().run(now, watermark(now))));
    if (!pipeline.ticks().isEmpty()) {
      every(WATERMARK_INTERVAL, this::watermark);
    }
  }

  private long watermark(long now) {
    if (!idle) {
      watermarks.onRecord(ALL_PARTITIONS, watermark);
    }
    return watermarks.watermark(now);
  }

  private void every(Duration interval, LongConsumer action) {
    after(
        interval,
        now -> {
          action.accept(now);
          every(interval, action);
        });
  }

  private void after(Duration delay, ProcessingTimeCallback callback) {
    ProcessingTimeService clock = getProcessingTimeService();
    var unused = clock.registerTimer(clock.getCurrentProcessingTime() + delay.toMillis(), callback);
  }
}
