package io.wavecast.kafkastreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.junit.jupiter.api.Test;

class CommitTimerTest {
  private static final int INTERVAL = 500;

  @Test
  void tasks_of_a_thread_commit_at_the_same_time_and_one_interval_later_again() {
    MockProcessorContext<Object, Object> first = context(INTERVAL, 10_120);
    MockProcessorContext<Object, Object> second = context(INTERVAL, 10_370);
    new CommitTimer(first).changed();
    new CommitTimer(second).changed();

    long due = due(first);

    assertThat(due).isGreaterThan(10_120).isLessThanOrEqualTo(10_120 + INTERVAL);
    assertThat((due(second) - due) % INTERVAL).isZero();

    MockProcessorContext<Object, Object> next = context(INTERVAL, due);
    new CommitTimer(next).changed();

    assertThat(due(next)).isEqualTo(due + INTERVAL);
  }

  @Test
  void one_commit_is_requested_for_all_that_changed_and_none_for_nothing() {
    MockProcessorContext<Object, Object> context = context(INTERVAL, 0);
    CommitTimer timer = new CommitTimer(context);
    assertThat(context.scheduledPunctuators()).isEmpty();

    timer.changed();
    timer.changed();

    assertThat(context.scheduledPunctuators()).hasSize(1);
    assertThat(context.committed()).isFalse();

    tick(context);

    assertThat(context.committed()).isTrue();
    assertThat(open(context)).isEmpty();

    timer.changed();

    assertThat(open(context)).hasSize(1);

    timer.cancel();

    assertThat(open(context)).isEmpty();
  }

  @Test
  void without_an_interval_nothing_is_requested() {
    MockProcessorContext<Object, Object> context =
        new MockProcessorContext<>(new Properties(), new TaskId(0, 0), new File("target"));

    new CommitTimer(context).changed();

    assertThat(context.scheduledPunctuators()).isEmpty();
  }

  @Test
  void the_interval_of_kafka_streams_is_a_fallback_within_the_transaction_timeout() {
    assertThat(taken(Map.of("commit.interval.ms", "500")))
        .containsEntry(CommitTimer.PROPERTY, "500")
        .containsEntry("commit.interval.ms", "5000");
    assertThat(
            taken(Map.of("commit.interval.ms", "500", "producer.transaction.timeout.ms", "3000")))
        .containsEntry("commit.interval.ms", "1500");
    assertThat(taken(Map.of("commit.interval.ms", " 500 ", "transaction.timeout.ms", "4000")))
        .containsEntry(CommitTimer.PROPERTY, "500")
        .containsEntry("commit.interval.ms", "2000");
    assertThat(taken(Map.of("commit.interval.ms", "600000")))
        .containsEntry(CommitTimer.PROPERTY, "600000")
        .containsEntry("commit.interval.ms", "600000");
  }

  @Test
  void with_standby_tasks_kafka_streams_keeps_its_interval() {
    Map<String, String> given = Map.of("commit.interval.ms", "500", "num.standby.replicas", "1");

    assertThat(taken(given)).isEqualTo(given);
  }

  @Test
  void a_property_that_is_no_number_is_named() {
    assertThatThrownBy(() -> taken(Map.of("commit.interval.ms", "0.5s")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("commit.interval.ms")
        .hasMessageContaining("0.5s");
  }

  @Test
  void threads_commit_at_different_times() throws InterruptedException {
    long[] due = new long[2];
    for (int i = 0; i < 2; i++) {
      int thread = i;
      Thread other =
          new Thread(
              () -> {
                MockProcessorContext<Object, Object> context = context(INTERVAL, 0);
                new CommitTimer(context).changed();
                due[thread] = due(context);
              },
              "app-0d0f-StreamThread-" + (i + 1));
      other.start();
      other.join();
    }

    assertThat(Math.abs(due[0] - due[1])).isBetween(100L, 400L);
  }

  private static Map<String, String> taken(Map<String, String> given) {
    Map<String, String> properties = new HashMap<>(given);
    CommitTimer.take(properties);
    return properties;
  }

  private static MockProcessorContext<Object, Object> context(int interval, long now) {
    Properties configs = new Properties();
    configs.put(CommitTimer.PROPERTY, Integer.toString(interval));
    MockProcessorContext<Object, Object> context =
        new MockProcessorContext<>(configs, new TaskId(0, 0), new File("target"));
    context.setCurrentSystemTimeMs(now);
    return context;
  }

  private static List<CapturedPunctuator> open(MockProcessorContext<Object, Object> context) {
    return context.scheduledPunctuators().stream().filter(p -> !p.cancelled()).toList();
  }

  private static long due(MockProcessorContext<Object, Object> context) {
    return context.currentSystemTimeMs() + open(context).get(0).getInterval().toMillis();
  }

  private static void tick(MockProcessorContext<Object, Object> context) {
    open(context).get(0).getPunctuator().punctuate(context.currentSystemTimeMs());
  }
}
