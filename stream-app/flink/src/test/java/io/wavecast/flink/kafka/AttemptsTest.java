package io.wavecast.flink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.flink.kafka.TestTask.Checkpoint;
import io.wavecast.flink.kafka.TestTask.Subtask;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * Attempts of one task on a broker: what one leaves open, or does when it goes on after its
 * successor has begun. Transactions time out after a quarter of an hour, longer than readers wait
 * here.
 */
@Tag("slow")
class AttemptsTest extends OnBroker {
  private String topic;

  @BeforeEach
  void createTopic(TestInfo test) {
    topic = test.getTestMethod().orElseThrow().getName();
    broker.create(topic);
  }

  @Test
  void one_that_stood_still_aborts_nothing_of_its_successor_and_ends() throws Exception {
    try (TestTask former = start(0)) {
      former.write("1");
      Checkpoint first = former.checkpoint(1);
      try (TestTask successor = start(1, first)) {
        successor.write("2");
        Checkpoint second = successor.checkpoint(2);

        former.beginTransaction(2); // it stood still amid the order for a checkpoint
        successor.commit(second);
        successor.write("3");
        successor.commit(successor.checkpoint(3));
        assertThatThrownBy(() -> former.checkpoint(3)).isInstanceOf(SupersededException.class);
      }
    }

    assertCommitted("1", "2", "3");
  }

  @Test
  void one_that_goes_on_amid_its_first_checkpoint_aborts_nothing_and_ends() throws Exception {
    try (TestTask former = start(0);
        TestTask successor = start(1)) {
      successor.write("1");
      Checkpoint first = successor.checkpoint(1);

      assertThatThrownBy(() -> former.beginTransaction(1)).isInstanceOf(SupersededException.class);
      successor.commit(first);
    }

    assertCommitted("1");
  }

  /** Its subtask is another one's after that. */
  @Test
  void one_of_more_subtasks_aborts_nothing_of_its_successor_and_ends() throws Exception {
    Subtask third = new Subtask(2, 3);
    Checkpoint none = new Checkpoint(0, List.of(), List.of());
    try (TestTask taken = start(0, third, none)) {
      Checkpoint first = taken.checkpoint(1);
      try (TestTask former = start(1, third, first);
          TestTask successor = start(2, new Subtask(1, 2), first)) {
        successor.write("1");
        Checkpoint second = successor.checkpoint(2);

        assertThatThrownBy(() -> former.beginTransaction(2))
            .isInstanceOf(SupersededException.class);
        assertThatThrownBy(() -> former.checkpoint(2)).isInstanceOf(SupersededException.class);
        successor.commit(second);
      }
    }

    assertCommitted("1");
  }

  /** It was to be committed by an attempt of a checkpoint that did not complete. */
  @Test
  void what_one_prepares_after_its_successor_has_begun_is_aborted() throws Exception {
    try (TestTask former = start(0);
        TestTask successor = start(1)) {
      successor.commit(successor.checkpoint(1));
      former.write("late");
      successor.write("1");
      Checkpoint second = successor.checkpoint(2);
      successor.commit(second);

      try (TestTask last = start(2, second)) {
        last.write("2");
        last.commit(last.checkpoint(3));
      }
    }

    assertCommitted("1", "2");
  }

  @Test
  void a_transaction_of_another_application_is_left_alone() throws Exception {
    try (TestTask other = TestTask.start(broker.bootstrapServers(), topic, topic + "-b", 0)) {
      other.write("1");
      try (TestTask task = start(0)) {
        task.commit(task.checkpoint(1));

        other.commit(other.checkpoint(1));
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
    return TestTask.start(broker.bootstrapServers(), topic, topic, attempt);
  }

  private TestTask start(int attempt, Checkpoint restored) throws Exception {
    return start(attempt, TestTask.ONLY, restored);
  }

  private TestTask start(int attempt, Subtask subtask, Checkpoint restored) throws Exception {
    return TestTask.start(
        broker.bootstrapServers(), topic, topic, attempt, subtask, TestTask.stored(restored));
  }

  private void assertCommitted(String... values) {
    assertThat(broker.committed(topic, all -> all.size() >= values.length))
        .extracting(r -> new String(r.value(), UTF_8))
        .isEqualTo(List.of(values));
  }
}
