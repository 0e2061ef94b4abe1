package io.wavecast.flink.kafka;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FenceProducersResult;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/**
 * Which attempt of a task is the newest one: a fencing token. Each claims a transactional id when
 * it begins, which raises the epoch that the brokers keep for it. An attempt whose epoch is no
 * longer theirs has a successor, or another job runs with the same application id. Not thread-safe.
 */
final class Ownership {
  private final Admin admin;
  private final String id;
  private long producer;
  private int epoch;

  private Ownership(Admin admin, String id) {
    this.admin = admin;
    this.id = id;
  }

  /**
   * Makes the caller the newest attempt.
   *
   * @param id under which all attempts of a task do this; no transaction is ever opened under it
   */
  static Ownership claim(Admin admin, String id) throws IOException {
    Ownership claimed = new Ownership(admin, id);
    claimed.claim();
    return claimed;
  }

  private void claim() throws IOException {
    FenceProducersResult result = admin.fenceProducers(List.of(id));
    try {
      producer = result.producerId(id).get();
      epoch = result.epochId(id).get();
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw new IOException("transactional id %s cannot be claimed".formatted(id), e.getCause());
    }
  }

  /**
   * Returns if the caller is still the newest attempt.
   *
   * @throws IOException if another one has begun, or the brokers do not answer
   */
  void check() throws IOException {
    try {
      TransactionDescription now = admin.describeTransactions(List.of(id)).description(id).get();
      if (now.producerId() != producer || now.producerEpoch() != epoch) {
        throw new IOException(
            "another attempt of this task has begun, or another job with the same application id: "
                + id);
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TransactionalIdNotFoundException)) {
        throw new IOException("transactional id %s cannot be read".formatted(id), e.getCause());
      }
      claim(); // forgotten after transactional.id.expiration.ms, so nobody else has claimed it
    }
  }

  private static IOException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IOException("interrupted while the brokers are asked for the newest attempt", e);
  }
}
