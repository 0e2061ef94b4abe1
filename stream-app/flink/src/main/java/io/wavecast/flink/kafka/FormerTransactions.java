package io.wavecast.flink.kafka;

import static org.apache.flink.connector.kafka.sink.internal.TransactionOwnership.EXPLICIT_BY_WRITER_STATE;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.connector.sink2.InitContext;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.internal.CheckpointTransaction;
import org.apache.flink.connector.kafka.util.AdminUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions that former attempts of a task left open. Consumers of committed records wait for
 * them, and nobody uses their ids again. Not thread-safe.
 */
final class FormerTransactions {
  private static final Logger LOG = LoggerFactory.getLogger(FormerTransactions.class);

  private final Admin admin;
  private final Ownership ownership;
  private final List<String> topics;
  private final TransactionalIds ids;
  private final String own;
  private final Set<Integer> subtasks;
  private final int allSubtasks;

  /**
   * @param ownership of the task
   * @param topics that it writes to
   * @param restored states of its writers; they say for which subtasks' transactions it answers
   */
  FormerTransactions(
      Admin admin,
      Ownership ownership,
      List<String> topics,
      TransactionalIds ids,
      InitContext context,
      Collection<KafkaWriterState> restored) {
    TaskInfo task = context.getTaskInfo();
    int subtask = task.getIndexOfThisSubtask();
    int parallelism = task.getNumberOfParallelSubtasks();
    this.admin = admin;
    this.ownership = ownership;
    this.topics = topics;
    this.ids = ids;
    this.own = ids.ofAttempt(context) + "-";
    this.subtasks =
        Arrays.stream(EXPLICIT_BY_WRITER_STATE.getOwnedSubtaskIds(subtask, parallelism, restored))
            .boxed()
            .collect(Collectors.toUnmodifiableSet());
    this.allSubtasks =
        EXPLICIT_BY_WRITER_STATE.getTotalNumberOfOwnedSubtasks(subtask, parallelism, restored);
  }

  /**
   * Aborts those of the task's subtasks, unless this attempt has a successor, whose transactions
   * may be among them.
   *
   * @param states of the task's writers. What they list is to be committed, and is not aborted.
   * @throws IOException if there is a successor, or the brokers do not answer
   */
  void abort(Collection<KafkaWriterState> states) throws IOException {
    Set<String> listed =
        states.stream()
            .flatMap(state -> state.getPrecommittedTransactionalIds().stream())
            .map(CheckpointTransaction::getTransactionalId)
            .collect(Collectors.toSet());
    List<String> left =
        AdminUtils.getOpenTransactionsForTopics(admin, topics).stream()
            .map(TransactionListing::transactionalId)
            .filter(id -> !id.startsWith(own) && !listed.contains(id))
            .filter(this::isOfTask)
            .toList();
    if (left.isEmpty()) {
      return;
    }
    ownership.check(); // a successor claims before it opens a transaction, so none of these is its
    try {
      admin.fenceProducers(left).all().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while transactions are aborted: " + left, e);
    } catch (ExecutionException e) {
      throw new IOException("transactions cannot be aborted: " + left, e.getCause());
    }
    LOG.info("Aborted transactions that former attempts left open: {}", left);
  }

  private boolean isOfTask(String id) {
    Matcher name = ids.matcher(id);
    return name.matches()
        && subtasks.contains(Integer.parseInt(name.group("subtask")) % allSubtasks);
  }
}
