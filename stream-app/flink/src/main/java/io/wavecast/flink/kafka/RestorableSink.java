package io.wavecast.flink.kafka;

import io.wavecast.config.OAuthEndpoints;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@code KafkaSink} that can be restored against any cluster, and whose attempts do not disturb
 * each other: see {@link TransactionalIds} and {@link Attempt}. A checkpoint lists transactions to
 * commit again. If the brokers do not know one, it is not open, so it is skipped with a warning;
 * {@code KafkaSink} would fail the job at every start. Its parts are closed as {@link
 * ClosingWriter} says.
 */
final class RestorableSink<T>
    implements Sink<T>,
        SupportsWriterState<T, KafkaWriterState>,
        SupportsCommitter<KafkaCommittable>,
        SupportsPostCommitTopology<KafkaCommittable>,
        LineageVertexProvider {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(RestorableSink.class);

  /** Makes sinks that differ in what their transactional ids start with. */
  interface Sinks<T> extends Serializable {
    KafkaSink<T> of(String transactionalIdPrefix);
  }

  private final Sinks<T> sinks;
  private final KafkaSink<T> sink;
  private final TransactionalIds ids;
  private final boolean exactlyOnce;
  private final Properties client;

  /**
   * @param ids what its transactional ids begin with; identifies the sink on a cluster
   * @param exactlyOnce whether it writes in transactions
   * @param client the properties of its clients, whose OAuth endpoints are allowed where they run
   */
  RestorableSink(Sinks<T> sinks, String ids, boolean exactlyOnce, Properties client) {
    this.sinks = sinks;
    this.sink = sinks.of(ids);
    this.ids = new TransactionalIds(ids);
    this.exactlyOnce = exactlyOnce;
    this.client = client;
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
    return restoreWriter(context, List.of());
  }

  @Override
  public StatefulSinkWriter<T, KafkaWriterState> restoreWriter(
      WriterInitContext context, Collection<KafkaWriterState> states) throws IOException {
    OAuthEndpoints.allow(client);
    if (!exactlyOnce) {
      return new ClosingWriter<>(sink.restoreWriter(context, states));
    }
    Attempt attempt = Attempt.begin(client, ids, context, states);
    try {
      KafkaSink<T> own = sinks.of(ids.ofAttempt(context));
      return new ClosingWriter<>(
          new AttemptWriter<>(own.restoreWriter(context, renamed(context, states)), attempt));
    } catch (RuntimeException e) {
      attempt.close();
      throw e;
    }
  }

  /** With the ids of this attempt, so that the connector looks for no transactions of others. */
  private List<KafkaWriterState> renamed(
      WriterInitContext context, Collection<KafkaWriterState> states) {
    return states.stream()
        .map(
            state ->
                new KafkaWriterState(
                    ids.ofAttempt(context),
                    state.getOwnedSubtaskId(),
                    state.getTotalNumberOfOwnedSubtasks(),
                    state.getTransactionOwnership(),
                    state.getPrecommittedTransactionalIds()))
        .toList();
  }

  @Override
  public Committer<KafkaCommittable> createCommitter(CommitterInitContext context) {
    OAuthEndpoints.allow(client);
    return new RestorableCommitter(sinks.of(ids.ofAttempt(context)).createCommitter(context));
  }

  @Override
  public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
    return sink.getWriterStateSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
    return sink.getCommittableSerializer();
  }

  @Override
  public void addPostCommitTopology(DataStream<CommittableMessage<KafkaCommittable>> committables) {
    sink.addPostCommitTopology(committables);
  }

  @Override
  public LineageVertex getLineageVertex() {
    return sink.getLineageVertex();
  }

  @SuppressWarnings("try") // Flink's close() may be interrupted
  private record RestorableCommitter(Committer<KafkaCommittable> committer)
      implements Committer<KafkaCommittable> {
    @Override
    public void commit(Collection<CommitRequest<KafkaCommittable>> requests)
        throws IOException, InterruptedException {
      List<CommitRequest<KafkaCommittable>> tolerant = new ArrayList<>(requests.size());
      requests.forEach(request -> tolerant.add(new TolerantRequest(request)));
      committer.commit(tolerant);
    }

    @Override
    public void close() throws InterruptedException {
      ClosingWriter.close(committer);
    }
  }

  private record TolerantRequest(CommitRequest<KafkaCommittable> request)
      implements Committer.CommitRequest<KafkaCommittable> {
    @Override
    public void signalFailedWithUnknownReason(Throwable why) {
      if (why instanceof InvalidPidMappingException) {
        LOG.warn(
            "Transaction {} is unknown to the brokers: it ended more than"
                + " transactional.id.expiration.ms ago, or belongs to another cluster. It is skipped."
                + " If it was committed, its records are on the topics of that cluster.",
            request.getCommittable().getTransactionalId());
        request.signalFailedWithKnownReason(why);
      } else {
        request.signalFailedWithUnknownReason(why);
      }
    }

    @Override
    public KafkaCommittable getCommittable() {
      return request.getCommittable();
    }

    @Override
    public int getNumberOfRetries() {
      return request.getNumberOfRetries();
    }

    @Override
    public void signalFailedWithKnownReason(Throwable why) {
      request.signalFailedWithKnownReason(why);
    }

    @Override
    public void retryLater() {
      request.retryLater();
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable committable) {
      request.updateAndRetryLater(committable);
    }

    @Override
    public void signalAlreadyCommitted() {
      request.signalAlreadyCommitted();
    }
  }
}
