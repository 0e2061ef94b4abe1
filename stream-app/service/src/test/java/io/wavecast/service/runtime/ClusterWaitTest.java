package io.wavecast.service.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.wavecast.core.text.FailureException;
import io.wavecast.kafka.topics.NoAnswerException;
import io.wavecast.kafka.topics.TopicAdmin;
import io.wavecast.kafka.topics.TopicSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClusterWaitTest {
  private final AtomicInteger attempts = new AtomicInteger();

  @Test
  void attempts_are_repeated_until_the_cluster_answers() {
    try (ShutdownSignal shutdown = ShutdownSignal.ofTask()) {
      ClusterWait wait = ClusterWait.until(shutdown);
      CompletableFuture<Integer> answer =
          CompletableFuture.supplyAsync(() -> wait.until(() -> answerAfter(3)));

      await().until(() -> wait.problem().isPresent());
      assertThat(wait.problem().orElseThrow())
          .startsWith("no host name of bootstrap.servers can be");
      assertThat(answer.join()).isEqualTo(3);
      assertThat(wait.problem()).isEmpty();
    }
  }

  @Test
  void what_the_cluster_refuses_is_not_repeated() {
    try (ShutdownSignal shutdown = ShutdownSignal.ofTask()) {
      assertThatThrownBy(() -> ClusterWait.until(shutdown).until(this::refuse))
          .isInstanceOf(FailureException.class)
          .hasMessage("wrong password");
    }
    assertThat(attempts).hasValue(1);
  }

  @Test
  void an_answer_is_not_waited_for_longer_than_it_takes() {
    int many = 40;
    try (ShutdownSignal shutdown = ShutdownSignal.ofTask()) {
      ClusterWait wait = ClusterWait.until(shutdown);
      long start = System.nanoTime();
      for (int i = 0; i < many; i++) {
        int unused = wait.until(() -> answerAfter(1));
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("a tenth of a second each would be 4 s")
          .isLessThan(Duration.ofSeconds(3));
    }
  }

  @Test
  void a_shutdown_interrupts_an_attempt() {
    try (ShutdownSignal shutdown = ShutdownSignal.ofTask()) {
      CompletableFuture<Void> never = new CompletableFuture<>();
      shutdown.request();

      assertThatThrownBy(() -> ClusterWait.until(shutdown).until(never::join))
          .hasMessage("stopped before the cluster answered");
    }
  }

  @Test
  void a_command_that_does_not_wait_tries_once() {
    assertThatThrownBy(() -> ClusterWait.none().until(() -> answerAfter(2)))
        .isInstanceOf(NoAnswerException.class);
    assertThat(attempts).hasValue(1);
  }

  private int refuse() {
    attempts.incrementAndGet();
    throw new FailureException("wrong password");
  }

  private int answerAfter(int n) {
    if (attempts.incrementAndGet() < n) {
      try (TopicAdmin admin =
          new TopicAdmin(
              Map.of("bootstrap.servers", "absent.invalid:9092"), Duration.ofSeconds(1))) {
        admin.check(List.of(new TopicSpec("a", 1, (short) 1, Map.of())));
      }
    }
    return n;
  }
}
