package io.wavecast.service;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.testkit.recipes.RecipeContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** The recipes with {@code wavecast serve}, each on a broker of its own. */
@Tag("slow")
@Timeout(600)
class RecipesOnBrokerTest extends RecipeContract {
  @Override
  protected void onBroker(Path folder, Action action) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerSettings(folder, 0))) {
      action.accept(new Serve(broker.bootstrapServers()));
    }
  }
}
