package io.wavecast.flink.kafka;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FenceProducersResult;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/**
 * Which attempt of a task is the newest one: fencing tokens. Each claims transactional ids when it
 * begins, which raises the epochs that the brokers keep for them. An attempt with an epoch that is
 * no longer theirs has a successor, or another job runs with the same application id. Not
 * thread-safe.
 */
final class Ownership {
  private final Admin admin;
  private final Map<String, Token> tokens = new HashMap<>();

  private record Token(long producer, int epoch) {}

  private Ownership(Admin admin) {
    this.admin = admin;
  }

  /**
   * Makes the caller the newest attempt.
   *
   * @param ids one for each subtask whose transactions the caller answers for; no transaction is
   *     ever opened under them
   */
  static Ownership claim(Admin admin, List<String> ids) throws IOException {
    Ownership claimed = new Ownership(admin);
    for (String id : ids) {
      claimed.claim(id);
    }
    return claimed;
  }

  private void claim(String id) throws IOException {
    FenceProducersResult result = admin.fenceProducers(List.of(id));
    try {
      tokens.put(id, new Token(result.producerId(id).get(), result.epochId(id).get()));
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw new IOException("transactional id %s cannot be claimed".formatted(id), e.getCause());
    }
  }

  /**
   * Does nothing if the caller is still the newest attempt.
   *
   * @throws SupersededException if another one has begun
   * @throws IOException if the brokers do not answer
   */
  void check() throws IOException {
    for (String id : List.copyOf(tokens.keySet())) {
      check(id);
    }
  }

  private void check(String id) throws IOException {
    try {
      TransactionDescription now = admin.describeTransactions(List.of(id)).description(id).get();
      if (!new Token(now.producerId(), now.producerEpoch()).equals(tokens.get(id))) {
        throw new SupersededException(id);
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TransactionalIdNotFoundException)) {
        throw new IOException("transactional id %s cannot be read".formatted(id), e.getCause());
      }
      claim(id); // brokers forget it after transactional.id.expiration.ms
    }
  }

  private static IOException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IOException("interrupted while the brokers are asked for the newest attempt", e);
  }
}
