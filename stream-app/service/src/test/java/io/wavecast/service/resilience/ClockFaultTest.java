package io.wavecast.service.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
 * The wall clock of the service's machine is set ahead by hours, and back. After the latter Kafka's
 * clients stand still, so the service is not live, and a supervisor restarts it. With {@code
 * -Dwavecast.long} ten times.
 */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ClockFaultTest {
  private static final int TIMES = Kills.LONG ? 10 : 1;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration JUMP = Duration.ofHours(2);

  /** Longer than a session in the group lasts. */
  private static final int SOME_ROUNDS = 150;

  @TempDir Path dir;

  @Test
  void a_clock_that_is_set_loses_nothing() throws Exception {
    MovedClock clock = new MovedClock(dir);
    try (ServedLoad served = new ServedLoad(dir)) {
      ServeProcess serve = start(served, clock);
      served.load().awaitFullWindows();
      for (int i = 0; i < TIMES; i++) {
        clock.move(JUMP);
        double ahead = served.load().awaitPresent();
        served.load().awaitRounds(SOME_ROUNDS);
        assertThat(serve.get("/health/live")).contains("\"live\"");

        clock.move(Duration.ZERO);
        ServeProcess dead = serve;
        await().atMost(PATIENCE).until(() -> dead.get("/health/live").contains("was set back by"));
        dead.kill();
        serve = start(served, clock);
        System.out.printf(
            "clock: all forecast %.1f s after it was set ahead, and %.1f s after the restart when"
                + " it was set back%n",
            ahead, served.load().awaitPresent());
      }
      served.assertRecomputed("clock");
    }
  }

  private ServeProcess start(ServedLoad served, MovedClock clock) {
    return ServedLoad.ready(served.start(List.of("-Xmx384m", clock.option()), dir.resolve("a")));
  }
}
