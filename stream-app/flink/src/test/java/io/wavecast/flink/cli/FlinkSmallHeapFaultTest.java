package io.wavecast.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.testkit.load.Kills;
import io.wavecast.testkit.process.Repository;
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
 * Heaps that are too small, for states or for the buffers of Flink's network: the process ends by
 * itself, with the options that the launcher gives it, and the next start with enough resumes. With
 * {@code -Dwavecast.long} five times.
 */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class FlinkSmallHeapFaultTest {
  private static final int TIMES = Kills.LONG ? 5 : 1;

  /** MiB. The last one does not suffice for a start, the other perhaps for some time. */
  private static final int[] TOO_SMALL = {40, 20};

  private static final int NEVER_ENOUGH = 20;
  private static final Duration SOME_TIME = Duration.ofSeconds(15);

  /** Those of Flink's network are outside of the heap, but limited by its size by default. */
  private static final String ENOUGH_BUFFERS = "-XX:MaxDirectMemorySize=256m";

  /** Of a JVM without memory. */
  private static final int OUT_OF_MEMORY = 3;

  @TempDir Path dir;

  @Test
  void a_process_without_memory_ends_and_the_next_one_resumes() throws Exception {
    try (FlinkLoad flink = new FlinkLoad(dir)) {
      LauncherProcess job = flink.run();
      flink.load().awaitFullWindows();
      for (int i = 0; i < TIMES; i++) {
        job.kill().exit();
        int ended = 0;
        for (int heap : TOO_SMALL) {
          try (LauncherProcess small = flink.start(jvm(heap, ENOUGH_BUFFERS))) {
            if (heap == NEVER_ENOUGH || !small.runsFor(SOME_TIME)) {
              assertThat(small.exit()).as("%s", small.err()).isEqualTo(OUT_OF_MEMORY);
              ended++;
            }
          }
        }
        try (LauncherProcess small = flink.start(jvm(TOO_SMALL[0]))) {
          assertThat(small.exit()).as("%s", small.err()).isEqualTo(OUT_OF_MEMORY);
          assertThat(small.said()).last().asString().contains("memory. The direct out-of-memory");
        }
        job = flink.run();
        System.out.printf(
            "flink, small heap: %d processes ended, all forecast %.1f s after the job ran with"
                + " enough%n",
            ended, flink.load().awaitPresent());
      }
      flink.assertRecomputed("flink, small heap");
    }
  }

  /** The options of the launcher, and further ones. */
  private static List<String> jvm(int heap, String... more) {
    List<String> options = new ArrayList<>(List.of("-Xmx" + heap + "m"));
    Repository.read("stream-app/flink/jvm.options")
        .lines()
        .filter(line -> line.startsWith("-"))
        .forEach(options::add);
    options.addAll(List.of(more));
    return options;
  }
}
