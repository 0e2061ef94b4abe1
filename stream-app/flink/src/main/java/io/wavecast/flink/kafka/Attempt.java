package io.wavecast.flink.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.kafka.clients.admin.Admin;

/**
 * One run of a task that writes in transactions. It makes itself the newest one, and aborts what
 * former ones left open: when it begins, with its first checkpoint, by which the transactions that
 * the restored checkpoint lists have been committed or refused, and later from time to time, in
 * case a former one has gone on. It fails as soon as another one is newer. Not thread-safe.
 */
final class Attempt implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofMinutes(1);

  private final Admin admin;
  private final Ownership ownership;
  private final FormerTransactions former;
  private long due = System.nanoTime();

  private Attempt(Admin admin, Ownership ownership, FormerTransactions former) {
    this.admin = admin;
    this.ownership = ownership;
    this.former = former;
  }

  /**
   * Begins.
   *
   * @param client properties of clients
   * @param topics that the task writes to
   * @param restored states of its writers
   */
  static Attempt begin(
      Properties client,
      List<String> topics,
      TransactionalIds ids,
      WriterInitContext context,
      Collection<KafkaWriterState> restored)
      throws IOException {
    Admin admin = Admin.create(client);
    try {
      Ownership ownership =
          Ownership.claim(admin, ids.owner(context.getTaskInfo().getIndexOfThisSubtask()));
      FormerTransactions former =
          new FormerTransactions(admin, ownership, topics, ids, context, restored);
      former.abort(restored);
      return new Attempt(admin, ownership, former);
    } catch (IOException | RuntimeException e) {
      admin.close(Duration.ZERO);
      throw e;
    }
  }

  /**
   * Called before a transaction is prepared.
   *
   * @throws IOException if this is not the newest attempt
   */
  void prepare() throws IOException {
    ownership.check();
  }

  /**
   * Called when a checkpoint has been taken.
   *
   * @param states of the task's writers
   */
  void taken(Collection<KafkaWriterState> states) throws IOException {
    long now = System.nanoTime();
    if (now - due >= 0) {
      due = now + PERIOD.toNanos();
      former.abort(states);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
