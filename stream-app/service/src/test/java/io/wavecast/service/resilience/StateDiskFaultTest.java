package io.wavecast.service.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.testkit.load.Kills;
import io.wavecast.testkit.process.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk of the states: full under load, then read-only at a start, then all files truncated.
 * With {@code -Dwavecast.long} the disk is full for a minute, three times.
 */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class StateDiskFaultTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int TIMES = Kills.LONG ? 3 : 1;
  private static final long FULL_MS = Kills.LONG ? 60_000 : 4000;

  @TempDir Path dir;

  @Test
  void a_full_a_read_only_and_a_truncated_disk_lose_nothing() throws Exception {
    try (SmallDisk disk = new SmallDisk(dir.resolve("disk"), 64);
        ServedLoad served = new ServedLoad(dir)) {
      ServeProcess serve = ServedLoad.ready(start(served));
      served.load().awaitFullWindows();
      for (int i = 0; i < TIMES; i++) {
        full(served, serve, disk);
      }
      serve.kill();

      disk.writable(false);
      ServeProcess refused = start(served);
      assertThat(refused.end()).as("%s", refused.output()).isEqualTo(1);
      assertThat(refused.output()).last().asString().contains("its disk is read-only");
      disk.writable(true);

      int truncated = truncate(disk.files());
      ServeProcess again = ServedLoad.ready(start(served));
      System.out.printf(
          "state disk: %d files truncated, all forecast %.1f s after the start%n",
          truncated, served.load().awaitPresent());
      served.assertRecomputed("state disk");
      assertThat(again.terminate()).as("%s", again.output()).isZero();
    }
  }

  private static void full(ServedLoad served, ServeProcess serve, SmallDisk disk) throws Exception {
    disk.fill();
    await()
        .atMost(PATIENCE)
        .until(() -> serve.get("/health/ready").contains("0 MiB of space left"));
    await().atMost(PATIENCE).until(() -> standsStill(serve));
    assertThat(serve.runsFor(FULL_MS)).as("%s", serve.output()).isTrue();
    disk.free();
    double seconds = served.load().awaitPresent();
    ServedLoad.ready(serve);
    System.out.printf("state disk: all forecast %.1f s after there was space again%n", seconds);
  }

  /** A thread fails at the full disk, or is kept waiting by RocksDB. */
  private static boolean standsStill(ServeProcess serve) throws InterruptedException {
    return serve.output().toString().contains("No space left on device")
        || serve.get("/health/live").contains("has not polled for");
  }

  /** Stores with so little memory write files all the time. */
  private ServeProcess start(ServedLoad served) {
    return served.start(
        List.of("-Xmx384m"),
        dir.resolve("disk/data"),
        "--state-memory=4m",
        "--engine-threads=1",
        "--kafka=max.poll.interval.ms=3000");
  }

  /** Halves each file; those of a few bytes become empty. */
  private static int truncate(List<Path> files) throws IOException {
    for (Path file : files) {
      byte[] content = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(content, content.length < 100 ? 0 : content.length / 2));
    }
    return files.size();
  }
}
