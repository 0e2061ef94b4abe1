package io.wavecast.flink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.flink.kafka.TestTask.Checkpoint;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * Attempts of one task on a broker: what one leaves open, or does when it goes on after its
 * successor has begun. Transactions time out after a quarter of an hour, longer than readers wait
 * here.
 */
class AttemptsTest extends OnBroker {
  private String topic;

  @BeforeEach
  void createTopic(TestInfo test) {
    topic = test.getTestMethod().orElseThrow().getName();
    broker.create(topic);
  }

  @Test
  void one_that_stood_still_aborts_nothing_of_its_successor() throws Exception {
    try (TestTask former = start(0)) {
      former.write("1");
      Checkpoint first = former.checkpoint(1);
      try (TestTask successor = start(1, first)) {
        successor.write("2");
        Checkpoint second = successor.checkpoint(2);

        former.checkpoint(2); // the order was in its buffers: it begins a transaction
        successor.commit(second);
        successor.write("3");
        successor.commit(successor.checkpoint(3));
      }
    }

    assertCommitted("1", "2", "3");
  }

  @Test
  void one_that_stood_still_while_it_began_aborts_nothing_of_its_successor() throws Exception {
    try (TestTask successor = start(1)) {
      successor.write("1");
      Checkpoint first = successor.checkpoint(1);
      try (TestTask former = start(0)) {
        former.checkpoint(1);

        successor.commit(first);
      }
    }

    assertCommitted("1");
  }

  @Test
  void what_one_left_open_is_aborted() throws Exception {
    TestTask killed = start(0);
    killed.write("before any checkpoint");
    TestTask next = start(1);
    next.write("1");
    Checkpoint first = next.checkpoint(1);
    next.commit(first);
    next.write("prepared for a checkpoint that did not complete");
    next.checkpoint(2);
    next.write("after it");

    try (TestTask last = start(2, first)) {
      last.write("2");
      last.commit(last.checkpoint(2));
    }

    assertCommitted("1", "2");
  }

  @Test
  void a_listed_transaction_is_committed_by_the_next_attempt() throws Exception {
    TestTask killed = start(0);
    killed.write("1");
    Checkpoint first = killed.checkpoint(1);
    killed.write("after the checkpoint");

    try (TestTask next = start(1, first)) {
      next.write("2");
      next.commit(next.checkpoint(2));
    }

    assertCommitted("1", "2");
  }

  /** The open transaction has the name of one that the checkpoint lists. */
  @Test
  void what_one_left_open_under_an_id_that_it_used_before_is_aborted() throws Exception {
    TestTask killed = start(0);
    killed.write("1");
    Checkpoint first = killed.checkpoint(1);
    killed.commit(first);
    killed.write("of a checkpoint that did not complete");
    killed.checkpoint(2);
    killed.write("under the id of the first");

    try (TestTask next = start(1, first)) {
      next.write("2");
      next.commit(next.checkpoint(2));
    }

    assertCommitted("1", "2");
  }

  private TestTask start(int attempt) throws Exception {
    return TestTask.start(broker.bootstrapServers(), topic, attempt);
  }

  private TestTask start(int attempt, Checkpoint restored) throws Exception {
    return TestTask.start(broker.bootstrapServers(), topic, attempt, TestTask.stored(restored));
  }

  private void assertCommitted(String... values) {
    assertThat(broker.committed(topic, all -> all.size() >= values.length))
        .extracting(r -> new String(r.value(), UTF_8))
        .isEqualTo(List.of(values));
  }
}
