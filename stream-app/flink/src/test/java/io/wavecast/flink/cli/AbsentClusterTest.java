package io.wavecast.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.testkit.load.Kills;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code wavecast flink run} without its cluster for a while: for longer than clients wait, so that
 * the job fails and is restarted before the cluster is back. With {@code -Dwavecast.long} the
 * cluster is away for 3 minutes, and clients wait as long as they do by default.
 */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class AbsentClusterTest {
  private static final Duration SHORT = Duration.ofSeconds(20);
  private static final Duration AWAY = Kills.LONG ? Duration.ofMinutes(3) : SHORT;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Clients that give up after seconds, so that the job fails. */
  static final List<String> IMPATIENT =
      List.of(
          "--kafka=request.timeout.ms=2000",
          "--kafka=delivery.timeout.ms=6000",
          "--kafka=max.block.ms=6000",
          "--kafka=default.api.timeout.ms=6000",
          "--kafka=partition.discovery.interval.ms=6000");

  @TempDir Path dir;

  @Test
  void a_cluster_that_is_away_costs_neither_a_forecast_nor_a_state() throws Exception {
    String[] options = Kills.LONG ? new String[0] : IMPATIENT.toArray(String[]::new);
    try (FlinkLoad flink = new FlinkLoad(dir)) {
      LauncherProcess job = flink.run(options);
      flink.load().awaitFullWindows();
      flink.broker().kill();
      pass(AWAY);
      flink.broker().restart();
      double behind = flink.load().awaitPresent();
      System.out.printf(
          "flink, cluster away for %d s: all forecast %.1f s after it was back%n",
          AWAY.toSeconds(), behind);
      flink.load().awaitRounds(60);
      flink.assertRecomputed("flink, cluster away");
      job.stop().exit();
      assertThat(job.said()).last().asString().contains("stopped, with savepoint ");
    }
  }

  /** What a commit that the brokers vanished in can lose then is in RATIONALE.md. */
  @Test
  void a_cluster_that_is_away_for_longer_than_transactions_may_be_open_is_recovered_from()
      throws Exception {
    List<String> options = new ArrayList<>(IMPATIENT);
    options.add("--transaction-timeout=15s");
    try (FlinkLoad flink = new FlinkLoad(dir)) {
      LauncherProcess job = flink.run(options.toArray(String[]::new));
      flink.load().awaitFullWindows();
      flink.broker().kill();
      pass(SHORT);
      flink.broker().restart();
      flink.load().awaitRounds(120);
      job.stop().exit();
      assertThat(job.said()).last().asString().contains("stopped, with savepoint ");
    }
  }

  private static void pass(Duration time) {
    await().pollDelay(time).atMost(time.plus(PATIENCE)).until(() -> true);
  }
}
