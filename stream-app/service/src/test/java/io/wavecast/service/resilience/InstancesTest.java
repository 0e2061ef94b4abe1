package io.wavecast.service.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.testkit.load.Kills;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Instances that are added, restarted in turn and killed under load, with either group protocol. It
 * prints the longest time without a forecast of any series. With {@code -Dwavecast.long} there are
 * three instances and 20 kills.
 */
@Tag("slow")
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class InstancesTest {
  private static final int INSTANCES = Kills.LONG ? 3 : 2;
  private static final int KILLS = Kills.LONG ? 20 : 1;
  private static final Duration AFTER_KILL = Duration.ofSeconds(10);
  private static final int SERIES = 200;
  private static final int FULL_WINDOWS = 60;
  private static final int SOME_ROUNDS = 20;

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"classic", "streams"})
  void no_change_of_the_instances_loses_or_duplicates_anything(String protocol) throws Exception {
    try (Instances instances = new Instances(dir, SERIES, Map.of("group.protocol", protocol))) {
      instances.start(0);
      instances.awaitTasks(1);
      instances.awaitRounds(FULL_WINDOWS);
      instances.stop(0); // stores its classes, as `bin/prepare` does
      instances.start(0);
      instances.awaitTasks(1);
      instances.awaitRounds(FULL_WINDOWS + SOME_ROUNDS); // those of the time without it, too
      for (int i = 1; i < INSTANCES; i++) {
        add(instances, i, protocol);
      }
      long restored = instances.restored();
      for (int i = 0; i < INSTANCES; i++) {
        stop(instances, i, protocol);
        again(instances, i, "restart, " + protocol);
      }
      assertThat(instances.restored() - restored).as("restored by restarts").isZero();
      instances.session(AFTER_KILL);
      instances.awaitRounds(SOME_ROUNDS);
      for (int kill = 0; kill < KILLS; kill++) {
        instances.kill(kill % INSTANCES);
        again(instances, kill % INSTANCES, "kill -9, " + protocol);
      }
      instances.assertNoFailure();
      instances.assertEachOnce(protocol);
    }
  }

  @Test
  void a_change_of_the_protocol_loses_and_duplicates_nothing() throws Exception {
    try (Instances instances = new Instances(dir, SERIES, Map.of())) {
      instances.startDynamic(0, "classic");
      instances.awaitRounds(FULL_WINDOWS);
      change(instances, "classic", "streams");
      change(instances, "streams", "classic");
      assertThat(instances.restored()).as("restored by changes").isZero();
      instances.assertNoFailure();
      instances.assertEachOnce("changes of the protocol");
    }
  }

  private static void change(Instances instances, String from, String to) {
    assertThatThrownBy(() -> instances.requireVacancy(0, to))
        .hasMessage(
            "group 'kill-test' has 2 members of another group.protocol: stop every instance before a"
                + " change");
    instances.takeLongestGap();
    instances.stop(0);
    instances.startDynamic(0, to);
    instances.awaitTasks(Instances.PARTITIONS);
    instances.awaitRounds(SOME_ROUNDS);
    System.out.printf("from %s to %s: longest gap %s%n", from, to, instances.takeLongestGap());
  }

  private static void add(Instances instances, int i, String protocol) {
    instances.takeLongestGap();
    long start = System.nanoTime();
    instances.start(i);
    instances.awaitTasks(Instances.PARTITIONS / (i + 1));
    double seconds = (System.nanoTime() - start) / 1e9;
    instances.awaitRounds(SOME_ROUNDS);
    System.out.printf(
        "one more instance, %s: its share after %.1f s, longest gap %s%n",
        protocol, seconds, instances.takeLongestGap());
    assertThat(seconds).as("seconds until it had its share").isLessThan(120);
  }

  /** With 'streams', an id is free once its instance has stopped, as a killed one has not. */
  private static void stop(Instances instances, int i, String protocol) {
    if (protocol.equals("streams")) {
      assertThatThrownBy(() -> instances.requireVacancy(i, protocol))
          .hasMessageContaining("group.instance.id 'instance-" + i);
    }
    instances.stop(i);
    instances.requireVacancy(i, protocol);
  }

  private static void again(Instances instances, int i, String what) {
    instances.start(i);
    instances.awaitTasks(Instances.PARTITIONS / INSTANCES);
    instances.awaitRounds(SOME_ROUNDS);
    System.out.printf("%s: instance %d, longest gap %s%n", what, i, instances.takeLongestGap());
  }
}
