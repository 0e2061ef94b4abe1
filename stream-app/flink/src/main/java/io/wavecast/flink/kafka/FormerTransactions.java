package io.wavecast.flink.kafka;

import static org.apache.flink.connector.kafka.sink.internal.TransactionOwnership.EXPLICIT_BY_WRITER_STATE;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.internal.CheckpointTransaction;
import org.apache.flink.connector.kafka.util.AdminUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions that former attempts of a task left open. Consumers of committed records wait for
 * them, and nobody uses their ids again, so they are aborted.
 */
final class FormerTransactions {
  private static final Logger LOG = LoggerFactory.getLogger(FormerTransactions.class);

  private FormerTransactions() {}

  /**
   * Aborts those of a task before it begins to write: not those that the restored checkpoint lists,
   * which are to be committed, and not those of an attempt that may have followed this one, in case
   * this process stood still while it started.
   *
   * @param topics that the task writes to
   * @param ids that the transactional ids of all attempts start with
   * @param restored states of the task's writers
   */
  static void abort(
      Properties client,
      List<String> topics,
      String ids,
      WriterInitContext context,
      Collection<KafkaWriterState> restored)
      throws IOException {
    Attempt attempt = Attempt.of(context);
    TaskInfo task = context.getTaskInfo();
    int subtask = task.getIndexOfThisSubtask();
    int parallelism = task.getNumberOfParallelSubtasks();
    Set<Integer> owned =
        Arrays.stream(EXPLICIT_BY_WRITER_STATE.getOwnedSubtaskIds(subtask, parallelism, restored))
            .boxed()
            .collect(Collectors.toSet());
    int all =
        EXPLICIT_BY_WRITER_STATE.getTotalNumberOfOwnedSubtasks(subtask, parallelism, restored);
    Set<String> listed =
        restored.stream()
            .flatMap(state -> state.getPrecommittedTransactionalIds().stream())
            .map(CheckpointTransaction::getTransactionalId)
            .collect(Collectors.toSet());
    try (Admin admin = Admin.create(client)) {
      List<String> left =
          AdminUtils.getOpenTransactionsForTopics(admin, topics).stream()
              .map(TransactionListing::transactionalId)
              .map(Attempt.transactionalIds(ids)::matcher)
              .filter(Matcher::matches)
              .filter(name -> owned.contains(Integer.parseInt(name.group("subtask")) % all))
              .filter(name -> Attempt.of(name).stream().noneMatch(a -> a.mayFollow(attempt)))
              .map(Matcher::group)
              .filter(id -> !listed.contains(id))
              .toList();
      abort(admin, left);
    }
  }

  /** Aborts transactions, whoever has them. */
  static void abort(Properties client, List<String> ids) throws IOException {
    try (Admin admin = Admin.create(client)) {
      abort(admin, ids);
    }
  }

  private static void abort(Admin admin, List<String> ids) throws IOException {
    if (ids.isEmpty()) {
      return;
    }
    try {
      admin.fenceProducers(ids).all().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while transactions are aborted: " + ids, e);
    } catch (ExecutionException e) {
      throw new IOException("transactions cannot be aborted: " + ids, e.getCause());
    }
    LOG.info("Aborted transactions that former attempts left open: {}", ids);
  }
}
