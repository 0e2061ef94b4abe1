package io.wavecast.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.testkit.load.Kills;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults of {@code wavecast flink run}: the broker is killed and away, the job is killed or stopped
 * and resumes, the checkpoint to resume from is broken. With {@code -Dwavecast.long} the broker is
 * away five times, once for three minutes, and there are 50 restarts.
 */
@Tag("slow")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class FlinkFaultTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int OUTAGES = Kills.LONG ? 5 : 1;
  private static final Duration LONGEST_OUTAGE = Duration.ofSeconds(Kills.LONG ? 180 : 3);
  private static final int RESTARTS = Kills.LONG ? 50 : 2;

  @TempDir Path dir;

  @Test
  void a_broker_that_is_killed_and_away_loses_nothing() throws Exception {
    try (FlinkLoad flink = new FlinkLoad(dir)) {
      LauncherProcess job = flink.run();
      flink.load().awaitFullWindows();
      for (int i = 0; i < OUTAGES; i++) {
        flink.broker().kill();
        pass(LONGEST_OUTAGE.dividedBy(1L << (2 * i)));
        flink.broker().restart();
        System.out.printf(
            "flink, broker killed: all forecast %.1f s after it was back%n",
            flink.load().awaitPresent());
      }
      flink.assertRecomputed("flink, broker killed");
      job.stop().exit();
      assertThat(job.said()).last().asString().contains("stopped, with savepoint ");
    }
  }

  @Test
  void a_job_that_is_killed_or_stopped_resumes_where_it_was() throws Exception {
    SplittableRandom random = new SplittableRandom(Kills.SEED);
    try (FlinkLoad flink = new FlinkLoad(dir)) {
      LauncherProcess job = flink.run();
      flink.load().awaitFullWindows();
      for (int i = 0; i < RESTARTS; i++) {
        pass(Duration.ofMillis(random.nextLong(1500)));
        boolean killed = i % 2 == 0;
        (killed ? job.kill() : job.stop()).exit();
        job = flink.run();
        assertThat(job.said().get(0)).contains(killed ? "/chk-" : "/savepoint-");
        System.out.printf(
            "flink, job %s: all forecast %.1f s after it ran again%n",
            killed ? "killed" : "stopped", flink.load().awaitPresent());
      }
      flink.assertRecomputed("flink, job restarted");
    }
  }

  @Test
  void a_broken_checkpoint_ends_the_start_and_a_repaired_one_is_resumed() throws Exception {
    try (FlinkLoad flink = new FlinkLoad(dir)) {
      LauncherProcess job = flink.run();
      flink.load().awaitFullWindows();
      job.kill().exit();
      Path broken = newest(flink.checkpoints());
      Map<Path, byte[]> whole = truncate(broken);

      LauncherProcess refused = flink.start();
      assertThat(refused.exit()).as("%s", refused.err()).isEqualTo(1);
      assertThat(refused.said())
          .singleElement()
          .asString()
          .contains(broken + " is broken, its file _metadata ends early");

      for (Map.Entry<Path, byte[]> file : whole.entrySet()) {
        Files.write(file.getKey(), file.getValue());
      }
      job = flink.run();
      assertThat(job.said().get(0)).contains(broken.getFileName().toString());
      System.out.printf(
          "flink, broken checkpoint: all forecast %.1f s after the repaired one was resumed%n",
          flink.load().awaitPresent());
      flink.assertRecomputed("flink, broken checkpoint");
    }
  }

  /** The newest complete checkpoint. */
  private static Path newest(Path checkpoints) throws IOException {
    try (Stream<Path> files = Files.walk(checkpoints)) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .map(Path::getParent)
          .max(Comparator.comparing(chk -> chk.toFile().lastModified()))
          .orElseThrow();
    }
  }

  /** Halves each file; returns what they held. */
  private static Map<Path, byte[]> truncate(Path checkpoint) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(checkpoint)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    Map<Path, byte[]> whole = new HashMap<>();
    for (Path file : files) {
      byte[] content = Files.readAllBytes(file);
      whole.put(file, content);
      Files.write(file, Arrays.copyOf(content, content.length / 2));
    }
    return whole;
  }

  private static void pass(Duration time) {
    await().pollDelay(time).atMost(time.plus(PATIENCE)).until(() -> true);
  }
}
