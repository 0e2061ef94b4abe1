package io.wavecast.service.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.testkit.load.Kills;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stream threads are added and removed: the service is killed or stopped, and starts with another
 * number of them on the same states. With {@code -Dwavecast.long} five times as often.
 */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ThreadsFaultTest {
  private static final List<Integer> THREADS = List.of(4, 2, 3, 1);
  private static final int CHANGES = Kills.LONG ? 20 : 3;

  @TempDir Path dir;

  @Test
  void another_number_of_threads_loses_nothing() throws Exception {
    try (ServedLoad served = new ServedLoad(dir)) {
      ServeProcess serve = served.serve("a", "--engine-threads=1");
      served.load().awaitFullWindows();
      for (int i = 0; i < CHANGES; i++) {
        if (i % 2 == 0) {
          serve.kill();
        } else {
          assertThat(serve.terminate()).as("%s", serve.output()).isZero();
        }
        int threads = THREADS.get(i % THREADS.size());
        serve = served.serve("a", "--engine-threads=" + threads);
        System.out.printf(
            "threads: all forecast %.1f s after the service was ready with %d of them%n",
            served.load().awaitPresent(), threads);
      }
      served.assertRecomputed("threads");
    }
  }
}
