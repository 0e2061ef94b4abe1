package io.wavecast.flink.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.internal.CheckpointTransaction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions that former attempts of a task left open. Consumers of committed records wait for
 * them, and nobody uses their ids again.
 *
 * @param ids of all attempts, see {@link TransactionalIds#pattern}
 * @param own what the ids of the present attempt begin with
 * @param subtasks whose transactions the task answers for
 * @param allSubtasks number of those that there are in the states of the job
 */
record FormerTransactions(
    Admin admin,
    Ownership ownership,
    Pattern ids,
    String own,
    Set<Integer> subtasks,
    int allSubtasks) {
  private static final Logger LOG = LoggerFactory.getLogger(FormerTransactions.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * Aborts those that are not to be committed.
   *
   * @param states of the task's writers, which list what is to be committed
   * @throws SupersededException if some are open, and this attempt has a successor, whose they may
   *     be
   * @throws IOException if the brokers do not answer
   */
  void abort(Collection<KafkaWriterState> states) throws IOException {
    Set<String> listed =
        states.stream()
            .flatMap(state -> state.getPrecommittedTransactionalIds().stream())
            .map(CheckpointTransaction::getTransactionalId)
            .collect(Collectors.toSet());
    try {
      List<String> left =
          open().stream()
              .map(TransactionListing::transactionalId)
              .filter(id -> !id.startsWith(own + "-") && !listed.contains(id))
              .filter(this::isOfTask)
              .toList();
      if (!left.isEmpty()) {
        ownership.check(); // a successor claims before it opens one, so none of these is its
        admin.fenceProducers(left).all().get();
        LOG.info("Aborted transactions that former attempts left open: {}", left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while open transactions are looked for", e);
    } catch (ExecutionException e) {
      throw new IOException("open transactions cannot be listed or aborted", e.getCause());
    }
  }

  private Collection<TransactionListing> open() throws ExecutionException, InterruptedException {
    return admin
        .listTransactions(
            new ListTransactionsOptions()
                .filterStates(List.of(TransactionState.ONGOING))
                .timeoutMs((int) PATIENCE.toMillis()))
        .all()
        .get();
  }

  private boolean isOfTask(String id) {
    Matcher name = ids.matcher(id);
    return name.matches()
        && subtasks.contains(Integer.parseInt(name.group("subtask")) % allSubtasks);
  }
}
