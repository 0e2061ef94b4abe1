package io.wavecast.service.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.testkit.load.Kills;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Heaps that are too small: the JVM ends by itself, with the option that the launcher gives it, and
 * the next start with enough of it resumes. With {@code -Dwavecast.long} ten times.
 */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class SmallHeapFaultTest {
  private static final int TIMES = Kills.LONG ? 10 : 1;

  /** MiB. The last one does not suffice for a start, the others perhaps for some time. */
  private static final int[] TOO_SMALL = {24, 20, 12};

  private static final int NEVER_ENOUGH = 12;

  private static final long SOME_TIME_MS = 8000;

  /** Of a JVM without memory. */
  private static final int OUT_OF_MEMORY = 3;

  @TempDir Path dir;

  @Test
  void a_process_without_memory_ends_and_the_next_one_resumes() throws Exception {
    try (ServedLoad served = new ServedLoad(dir)) {
      ServeProcess serve = served.serve("a");
      served.load().awaitFullWindows();
      for (int i = 0; i < TIMES; i++) {
        serve.kill();
        int ended = 0;
        for (int heap : TOO_SMALL) {
          ServeProcess small =
              served.start(List.of("-Xmx" + heap + "m", ofLauncher()), dir.resolve("a"));
          if (heap != NEVER_ENOUGH && small.runsFor(SOME_TIME_MS)) {
            small.kill();
          } else {
            assertThat(small.end()).as("%s", small.output()).isEqualTo(OUT_OF_MEMORY);
            ended++;
          }
        }
        serve = served.serve("a");
        System.out.printf(
            "small heap: %d processes ended, all forecast %.1f s after the service was ready with"
                + " enough%n",
            ended, served.load().awaitPresent());
      }
      served.assertRecomputed("small heap");
    }
  }

  /** The option of the launcher that ends a JVM without memory. */
  private static String ofLauncher() throws IOException {
    return Files.readAllLines(Path.of("jvm.options")).stream()
        .filter(option -> option.contains("OutOfMemory"))
        .findFirst()
        .orElseThrow();
  }
}
