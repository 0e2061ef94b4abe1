package io.wavecast.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.testkit.load.Kills;
import io.wavecast.testkit.process.SmallDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk of the checkpoints: full under load, then read-only at a start. With {@code
 * -Dwavecast.long} the disk is full for a minute.
 */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class FlinkDiskFaultTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration FULL = Duration.ofSeconds(Kills.LONG ? 60 : 4);

  /** A task says that it runs for the second time, or more often: its last checkpoint failed. */
  private static final String NEXT_ATTEMPT = ".*\\(\\d+/\\d+\\)#[1-9].*";

  @TempDir Path dir;

  @Test
  void a_full_and_a_read_only_disk_lose_nothing() throws Exception {
    try (SmallDisk disk = new SmallDisk(dir.resolve("disk"), 64);
        FlinkLoad flink = new FlinkLoad(dir)) {
      String place = dir.resolve("disk/checkpoints").toUri().toString();
      LauncherProcess job = flink.run("--checkpoint-dir", place);
      flink.load().awaitFullWindows();
      full(flink, job, disk);
      job.kill().exit();

      disk.writable(false);
      LauncherProcess refused = flink.start("--checkpoint-dir", place);
      assertThat(refused.exit()).as("%s", refused.err()).isEqualTo(1);
      assertThat(refused.said())
          .singleElement()
          .asString()
          .contains("checkpoints can't be written to " + place, "Read-only file system");
      disk.writable(true);

      job = flink.run("--checkpoint-dir", place);
      assertThat(job.said().get(0)).contains("/chk-");
      flink.load().awaitPresent();
      flink.assertRecomputed("flink, disk of checkpoints");
      job.stop().exit();
      assertThat(job.said()).last().asString().contains("stopped, with savepoint ");
    }
  }

  private static void full(FlinkLoad flink, LauncherProcess job, SmallDisk disk) throws Exception {
    int before = job.err().size();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              disk.fill(); // what an older checkpoint leaves when it is deleted, too
              assertThat(job.err().subList(before, job.err().size()))
                  .anyMatch(line -> line.matches(NEXT_ATTEMPT));
            });
    await().pollDelay(FULL).atMost(FULL.plusMinutes(1)).until(job::isAlive);
    disk.free();
    System.out.printf(
        "flink, disk of checkpoints: all forecast %.1f s after there was space again%n",
        flink.load().awaitPresent());
  }
}
