package io.wavecast.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.testkit.load.Kills;
import io.wavecast.testkit.process.MovedClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The wall clock of the job's machine is set ahead by hours, and back, and the job goes on; then it
 * is killed and resumes. With {@code -Dwavecast.long} five times.
 */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class FlinkClockFaultTest {
  private static final int TIMES = Kills.LONG ? 5 : 1;
  private static final Duration JUMP = Duration.ofHours(2);
  private static final int SOME_ROUNDS = 100;

  @TempDir Path dir;

  @Test
  void a_clock_that_is_set_loses_nothing() throws Exception {
    MovedClock clock = new MovedClock(dir);
    List<String> jvm = List.of("-Xmx512m", clock.option());
    try (FlinkLoad flink = new FlinkLoad(dir)) {
      LauncherProcess job = FlinkLoad.running(flink.start(jvm));
      flink.load().awaitFullWindows();
      for (int i = 0; i < TIMES; i++) {
        clock.move(JUMP);
        double ahead = flink.load().awaitPresent();
        flink.load().awaitRounds(SOME_ROUNDS);

        clock.move(Duration.ZERO);
        flink.load().awaitRounds(SOME_ROUNDS);
        job.kill().exit();

        job = FlinkLoad.running(flink.start(jvm));
        assertThat(job.said().get(0)).contains("/chk-");
        System.out.printf(
            "flink, clock: all forecast %.1f s after it was set ahead, and %.1f s after a kill%n",
            ahead, flink.load().awaitPresent());
      }
      flink.assertRecomputed("flink, clock");
    }
  }
}
