package io.wavecast.flink.kafka;

import static org.apache.flink.connector.kafka.sink.internal.TransactionOwnership.EXPLICIT_BY_WRITER_STATE;

import io.wavecast.core.text.Throwables;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.connector.sink2.InitContext;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a task that writes in transactions. It makes itself the newest one when it begins, and
 * fails with the next checkpoint after another one has done the same. It aborts what former ones
 * left open: with its first checkpoint, by which all transactions of the restored checkpoint have
 * been committed or refused, and from time to time, in case a former one has gone on. Not
 * thread-safe.
 */
final class Attempt implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);
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
   * @param restored states of the task's writers, which say whose transactions it answers for
   * @throws IOException if the brokers do not answer
   */
  static Attempt begin(
      Properties client,
      TransactionalIds ids,
      InitContext context,
      Collection<KafkaWriterState> restored)
      throws IOException {
    TaskInfo task = context.getTaskInfo();
    int subtask = task.getIndexOfThisSubtask();
    int parallelism = task.getNumberOfParallelSubtasks();
    Set<Integer> owned =
        Arrays.stream(EXPLICIT_BY_WRITER_STATE.getOwnedSubtaskIds(subtask, parallelism, restored))
            .boxed()
            .collect(Collectors.toUnmodifiableSet());
    int all =
        EXPLICIT_BY_WRITER_STATE.getTotalNumberOfOwnedSubtasks(subtask, parallelism, restored);
    Admin admin = Admin.create(client);
    try {
      List<String> tokens = owned.stream().map(ids::owner).toList();
      Ownership ownership = Ownership.claim(admin, tokens);
      return new Attempt(
          admin,
          ownership,
          new FormerTransactions(
              admin, ownership, ids.pattern(), ids.ofAttempt(context), owned, all));
    } catch (IOException | RuntimeException e) {
      admin.close(Duration.ZERO);
      throw e;
    }
  }

  /**
   * Called before a transaction is prepared.
   *
   * @throws SupersededException if this is not the newest attempt
   * @throws IOException if the brokers do not answer
   */
  void prepare() throws IOException {
    ownership.check();
  }

  /**
   * Called when a checkpoint has been taken. If the brokers do not answer in time, leftovers wait
   * for a later one.
   *
   * @param states of the task's writers
   * @throws SupersededException if this is not the newest attempt, and transactions are open that
   *     are not its own
   */
  void taken(Collection<KafkaWriterState> states) throws SupersededException {
    long now = System.nanoTime();
    if (now - due < 0) {
      return;
    }
    due = now + PERIOD.toNanos();
    try {
      former.abort(states);
    } catch (SupersededException e) {
      throw e;
    } catch (IOException e) {
      LOG.warn("{}; tried again later", Throwables.oneLine(e));
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
