package io.wavecast.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.testkit.load.ModelSwaps;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@link ModelSwaps} under load. */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FlinkModelSwapFaultTest {
  @TempDir Path dir;

  @Test
  void good_and_broken_files_lose_nothing() throws Exception {
    ModelSwaps swaps = new ModelSwaps(dir.resolve("models"));
    try (FlinkLoad flink = new FlinkLoad(dir)) {
      LauncherProcess job = flink.run("--models-dir", swaps.models().toString());
      flink.load().awaitFullWindows();
      swaps.run(flink.load(), job::err);
      flink.assertRecomputed("flink, model swaps", Set.of(), ModelSwaps::oneVersion);
      job.stop().exit();
      assertThat(job.said()).last().asString().contains("stopped, with savepoint ");
    }
  }
}
