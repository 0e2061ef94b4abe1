package io.wavecast.flink.cli;

import io.wavecast.flink.kafka.TestBroker;
import io.wavecast.testkit.recipes.RecipeContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** The recipes with {@code wavecast flink run}, each on a broker of its own. */
@Tag("slow")
@Timeout(600)
class FlinkRecipesOnBrokerTest extends RecipeContract {
  @Override
  protected void onBroker(Path folder, Action action) throws Exception {
    try (TestBroker broker = new TestBroker(folder)) {
      action.accept(new FlinkRun(broker));
    }
  }
}
