package io.wavecast.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.testkit.load.Kills;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job, the broker and both are paused (SIGSTOP), as on a machine that is suspended, for longer
 * than clients wait, so that the job fails and is restarted. With {@code -Dwavecast.long} for 70 s
 * each, which is longer than heartbeats within Flink and sessions of the broker last, and clients
 * wait as long as they do by default.
 */
@Tag("slow")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class FlinkPauseFaultTest {
  private static final Duration PAUSE = Duration.ofSeconds(Kills.LONG ? 70 : 10);

  private static final String[] OPTIONS =
      Kills.LONG ? new String[0] : AbsentClusterTest.IMPATIENT.toArray(String[]::new);

  @TempDir Path dir;

  @Test
  void a_job_and_a_broker_that_stand_still_lose_nothing() throws Exception {
    try (FlinkLoad flink = new FlinkLoad(dir)) {
      LauncherProcess job = flink.run(OPTIONS);
      flink.load().awaitFullWindows();
      job.pause();
      pass();
      job.resume();
      say(flink, "job");

      flink.broker().pause();
      pass();
      flink.broker().resume();
      say(flink, "broker");

      job.pause();
      flink.broker().pause();
      pass();
      flink.broker().resume();
      job.resume();
      say(flink, "both");

      flink.assertRecomputed("flink, paused");
      job.stop().exit();
      assertThat(job.said()).last().asString().contains("stopped, with savepoint ");
    }
  }

  private static void say(FlinkLoad flink, String what) throws InterruptedException {
    System.out.printf(
        "flink, %s paused for %d s: all forecast %.1f s later%n",
        what, PAUSE.toSeconds(), flink.load().awaitPresent());
  }

  private static void pass() {
    await().pollDelay(PAUSE).atMost(PAUSE.plusMinutes(1)).until(() -> true);
  }
}
