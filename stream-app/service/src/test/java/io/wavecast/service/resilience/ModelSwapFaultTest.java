package io.wavecast.service.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.testkit.load.ModelSwaps;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@link ModelSwaps} under load. */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ModelSwapFaultTest {
  @TempDir Path dir;

  @Test
  void good_and_broken_files_lose_nothing() throws Exception {
    ModelSwaps swaps = new ModelSwaps(dir.resolve("models"));
    try (ServedLoad served = new ServedLoad(dir)) {
      ServeProcess serve = served.serve("a", "--models-dir=" + swaps.models());
      served.load().awaitFullWindows();
      swaps.run(served.load(), serve::output);
      served.assertRecomputed("model swaps", ModelSwaps::oneVersion);
      assertThat(serve.terminate()).as("%s", serve.output()).isZero();
    }
  }
}
