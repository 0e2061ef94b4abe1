package io.wavecast.flink;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.RawRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingTaskMetricGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/**
 * Both operators of a pipeline in Flink's harnesses. They can crash, and resume from the last
 * checkpoint.
 */
final class PipelineHarness<I, M> implements AutoCloseable {
  static final int MAX_PARALLELISM = 16;

  /** Flink's default is too small for the states of thousands of series. */
  private static final int MAX_CHECKPOINT_BYTES = 64 << 20;

  private final PipelineJob<I, M> job;
  private final int parallelism;
  private final int subtask;
  private final List<OutputRecord> events = new ArrayList<>();
  private final List<OutputRecord> deadLetters = new ArrayList<>();
  private final OneInputStreamOperatorTestHarness<RawRecord, ParsedInput> parse;
  private KeyedOneInputStreamOperatorTestHarness<String, ParsedInput, OutputRecord> process;
  private TaskMetrics metrics;
  private @Nullable OperatorSubtaskState checkpoint;
  private int committedEvents;
  private int committedDeadLetters;
  private long now;

  /** One subtask, without a state. */
  PipelineHarness(PipelineJob<I, M> job) {
    this(job, 1, 0, null);
  }

  /** One subtask of several, restored from its part of a checkpoint. */
  PipelineHarness(
      PipelineJob<I, M> job,
      int parallelism,
      int subtask,
      @Nullable OperatorSubtaskState checkpoint) {
    this.job = job;
    this.parallelism = parallelism;
    this.subtask = subtask;
    this.checkpoint = checkpoint;
    try {
      parse =
          new OneInputStreamOperatorTestHarness<>(
              new ProcessOperator<>(new ParseFunction<>(job.spec())));
      setUp(parse, RecordTypes.PARSED);
      parse.open();
      process = start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyedOneInputStreamOperatorTestHarness<String, ParsedInput, OutputRecord> start()
      throws Exception {
    metrics = new TaskMetrics();
    var started =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new PipelineOperator<>(job.spec(), job.models()),
            ParsedInput::key,
            Types.STRING,
            new MockEnvironmentBuilder()
                .setMaxParallelism(MAX_PARALLELISM)
                .setParallelism(parallelism)
                .setSubtaskIndex(subtask)
                .setMetricGroup(metrics)
                .build());
    started.setCheckpointStorage(new JobManagerCheckpointStorage(MAX_CHECKPOINT_BYTES));
    setUp(started, RecordTypes.OUTPUT);
    started.setProcessingTime(now);
    if (checkpoint != null) {
      started.initializeState(checkpoint);
    }
    started.open();
    return started;
  }

  private static <T> void setUp(
      AbstractStreamOperatorTestHarness<T> harness, TypeInformation<T> type) {
    harness.setup(type.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
  }

  void send(RawRecord record) {
    run(
        () -> {
          parse.processElement(record, record.timestamp());
          List<ParsedInput> inputs = parse.extractOutputValues();
          parse.getOutput().clear();
          for (ParsedInput input : inputs) {
            process.processElement(input, record.timestamp());
          }
        });
  }

  /** Lets processing time pass. */
  void advance(Duration time) {
    now += time.toMillis();
    run(() -> process.setProcessingTime(now));
  }

  void watermark(long timestamp) {
    run(() -> process.processWatermark(new Watermark(timestamp)));
  }

  /** All partitions are idle. */
  void idle() {
    run(() -> process.processWatermarkStatus(WatermarkStatus.IDLE));
  }

  void endInput() {
    run(process::endInput);
  }

  /** Takes a checkpoint. */
  OperatorSubtaskState commit() {
    try {
      process.prepareSnapshotPreBarrier(1);
      OperatorSubtaskState taken = process.snapshot(1, now);
      checkpoint = taken;
      committedEvents = events().size();
      committedDeadLetters = deadLetters().size();
      return taken;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Loses everything since the last checkpoint, and resumes from it. */
  void crash() {
    run(
        () -> {
          process.close();
          events().subList(committedEvents, events.size()).clear();
          deadLetters().subList(committedDeadLetters, deadLetters.size()).clear();
          process = start();
        });
  }

  /** All events so far, in order. */
  List<OutputRecord> events() {
    events.addAll(process.extractOutputValues());
    process.getOutput().clear();
    return events;
  }

  /** All dead letters so far, in order. */
  List<OutputRecord> deadLetters() {
    take(parse.getSideOutput(PipelineJob.DEAD_LETTERS));
    take(process.getSideOutput(PipelineJob.DEAD_LETTERS));
    return deadLetters;
  }

  private void take(@Nullable ConcurrentLinkedQueue<StreamRecord<OutputRecord>> sideOutput) {
    if (sideOutput != null) {
      sideOutput.forEach(record -> deadLetters.add(record.getValue()));
      sideOutput.clear();
    }
  }

  /** Inputs whose output is not complete. */
  int pending() {
    return ((PipelineOperator<?, ?>) process.getOperator()).pipeline.pending();
  }

  /** The value of a gauge without labels that the operator has registered. */
  double gauge(Metric metric) {
    Gauge<?> gauge = (Gauge<?>) metrics.operator.get(metric.prometheusName());
    return ((Number) gauge.getValue()).doubleValue();
  }

  /** How many keys have a state. */
  int keys() {
    return process.numKeyedStateEntries();
  }

  @Override
  public void close() {
    run(
        () -> {
          parse.close();
          process.close();
        });
  }

  private static void run(Action action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Keeps the metrics of its operator. */
  private static final class TaskMetrics extends InterceptingTaskMetricGroup {
    final InterceptingOperatorMetricGroup operator = new InterceptingOperatorMetricGroup();

    @Override
    public InternalOperatorMetricGroup getOrAddOperator(
        OperatorID id, String name, Map<String, String> variables) {
      return operator;
    }
  }

  private interface Action {
    void run() throws Exception;
  }
}
