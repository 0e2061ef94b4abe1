package io.wavecast.flink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.core.stream.OutputRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobInfo;
import org.apache.flink.api.common.JobInfoImpl;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.TaskInfoImpl;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.SinkCommitterMetricGroup;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.mailbox.SyncMailboxExecutor;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;
import org.jspecify.annotations.Nullable;

/**
 * The sink of one attempt of one task, driven step by step as Flink would: several of them can be
 * at work at once, as where a process stands still and goes on.
 */
@SuppressWarnings("try") // Flink's close() may be interrupted
final class TestTask implements AutoCloseable {
  /** What an attempt restores: transactions that wait for their commit, and its writer's states. */
  record Checkpoint(
      long id, Collection<KafkaCommittable> transactions, List<KafkaWriterState> states) {}

  /** Which of how many subtasks. */
  record Subtask(int index, int parallelism) {}

  static final Subtask ONLY = new Subtask(0, 1);
  private static final JobID JOB = new JobID(1, 2);

  private final String topic;
  private final StatefulSinkWriter<OutputRecord, KafkaWriterState> writer;
  private final CommittingSinkWriter<OutputRecord, KafkaCommittable> committing;
  private final Committer<KafkaCommittable> committer;

  private TestTask(
      String topic,
      StatefulSinkWriter<OutputRecord, KafkaWriterState> writer,
      Committer<KafkaCommittable> committer) {
    this.topic = topic;
    this.writer = writer;
    this.committing = asCommitting(writer);
    this.committer = committer;
  }

  /** The first attempt or a later one, without a checkpoint. */
  static TestTask start(String brokers, String topic, String application, int attempt)
      throws Exception {
    return start(
        brokers, topic, application, attempt, ONLY, new Checkpoint(0, List.of(), List.of()));
  }

  /**
   * It commits the transactions of the checkpoint, as Flink's committer does when it is restored.
   */
  static TestTask start(
      String brokers,
      String topic,
      String application,
      int attempt,
      Subtask subtask,
      Checkpoint restored)
      throws Exception {
    Properties client = new Properties();
    client.put("bootstrap.servers", brokers);
    RecordWriter records = new RecordWriter(List.of(topic));
    RestorableSink<OutputRecord> sink =
        new RestorableSink<>(
            prefix ->
                KafkaSink.<OutputRecord>builder()
                    .setBootstrapServers(brokers)
                    .setProperty("transaction.timeout.ms", "900000")
                    .setRecordSerializer(records)
                    .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                    .setTransactionalIdPrefix(prefix)
                    .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                    .build(),
            application,
            true,
            client);
    Context context = new Context(attempt, subtask, restored.id());
    Committer<KafkaCommittable> committer = sink.createCommitter(new CommitterContext(context));
    commit(committer, restored);
    return new TestTask(topic, sink.restoreWriter(context, restored.states()), committer);
  }

  @SuppressWarnings("unchecked") // as Flink
  private static CommittingSinkWriter<OutputRecord, KafkaCommittable> asCommitting(
      StatefulSinkWriter<OutputRecord, KafkaWriterState> writer) {
    return (CommittingSinkWriter<OutputRecord, KafkaCommittable>) writer;
  }

  /** Sends a record, which the broker has when this returns. */
  void write(String value) throws Exception {
    writer.write(OutputRecord.event(topic, "key", value.getBytes(UTF_8), 1), new Time());
    writer.flush(false);
  }

  /** Everything up to the barrier is in the checkpoint; the next transaction begins. */
  Checkpoint checkpoint(long id) throws Exception {
    writer.flush(false);
    Collection<KafkaCommittable> transactions = committing.prepareCommit();
    return new Checkpoint(id, transactions, writer.snapshotState(id));
  }

  /** What the order for a checkpoint ends with, without what comes before. */
  void beginTransaction(long checkpoint) throws Exception {
    writer.snapshotState(checkpoint);
  }

  /** The checkpoint is complete. */
  void commit(Checkpoint checkpoint) throws IOException, InterruptedException {
    commit(committer, checkpoint);
  }

  private static void commit(Committer<KafkaCommittable> committer, Checkpoint checkpoint)
      throws IOException, InterruptedException {
    List<CommitRequest<KafkaCommittable>> requests = new ArrayList<>();
    checkpoint.transactions().forEach(t -> requests.add(new Request(t)));
    committer.commit(requests);
  }

  /** As read from storage: without the producers of the attempt that took it. */
  static Checkpoint stored(Checkpoint checkpoint) {
    return new Checkpoint(
        checkpoint.id(),
        checkpoint.transactions().stream()
            .map(
                t ->
                    new KafkaCommittable(
                        t.getProducerId(), t.getEpoch(), t.getTransactionalId(), null))
            .toList(),
        checkpoint.states());
  }

  @Override
  public void close() throws IOException {
    try {
      writer.close();
      committer.close();
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private record Time() implements SinkWriter.Context {
    @Override
    public long currentWatermark() {
      return Long.MIN_VALUE;
    }

    @Override
    public @Nullable Long timestamp() {
      return null;
    }
  }

  /** What happens to a transaction is seen on the topic. */
  private record Request(KafkaCommittable getCommittable)
      implements CommitRequest<KafkaCommittable> {
    @Override
    public int getNumberOfRetries() {
      return 0;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable why) {}

    @Override
    public void signalFailedWithUnknownReason(Throwable why) {
      throw new AssertionError(why);
    }

    @Override
    public void retryLater() {
      throw new AssertionError("a single broker answers");
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable committable) {
      throw new AssertionError("a transaction does not change");
    }

    @Override
    public void signalAlreadyCommitted() {}
  }

  private record Context(int attempt, Subtask subtask, long restored) implements WriterInitContext {
    @Override
    public OptionalLong getRestoredCheckpointId() {
      return restored == 0 ? OptionalLong.empty() : OptionalLong.of(restored);
    }

    @Override
    public JobInfo getJobInfo() {
      return new JobInfoImpl(JOB, "job");
    }

    @Override
    public TaskInfo getTaskInfo() {
      return new TaskInfoImpl(
          "task", 128, subtask.index(), subtask.parallelism(), attempt, "slot" + attempt);
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
      return SimpleUserCodeClassLoader.create(TestTask.class.getClassLoader());
    }

    @Override
    public MailboxExecutor getMailboxExecutor() {
      return new SyncMailboxExecutor();
    }

    @Override
    public ProcessingTimeService getProcessingTimeService() {
      return new TestProcessingTimeService();
    }

    @Override
    public SinkWriterMetricGroup metricGroup() {
      return UnregisteredMetricsGroup.createSinkWriterMetricGroup();
    }

    @Override
    public SerializationSchema.InitializationContext asSerializationSchemaInitializationContext() {
      return new SerializationSchema.InitializationContext() {
        @Override
        public MetricGroup getMetricGroup() {
          return new UnregisteredMetricsGroup();
        }

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
          return Context.this.getUserCodeClassLoader();
        }
      };
    }

    @Override
    public boolean isObjectReuseEnabled() {
      return false;
    }

    @Override
    public <T> TypeSerializer<T> createInputSerializer() {
      throw new UnsupportedOperationException();
    }
  }

  private record CommitterContext(Context writer) implements CommitterInitContext {
    @Override
    public OptionalLong getRestoredCheckpointId() {
      return writer.getRestoredCheckpointId();
    }

    @Override
    public JobInfo getJobInfo() {
      return writer.getJobInfo();
    }

    @Override
    public TaskInfo getTaskInfo() {
      return writer.getTaskInfo();
    }

    @Override
    public SinkCommitterMetricGroup metricGroup() {
      throw new UnsupportedOperationException();
    }
  }
}
