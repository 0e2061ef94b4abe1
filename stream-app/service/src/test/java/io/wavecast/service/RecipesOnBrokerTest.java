package io.wavecast.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.service.cli.Cli;
import io.wavecast.service.topics.TopicAdmin;
import io.wavecast.service.topics.TopicSpec;
import io.wavecast.testkit.recipes.Recipe;
import io.wavecast.testkit.recipes.RecipeProducer;
import io.wavecast.testkit.recipes.RecipeRun;
import io.wavecast.testkit.registry.StandInRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each recipe of docs/RECIPES.md with {@code serve}: to its first forecast and its first alert. */
@Tag("slow")
@Timeout(600)
class RecipesOnBrokerTest {
  private static final double MAX_SECONDS = 60;

  @TempDir Path dir;

  static List<Recipe> recipes() {
    return Recipe.all();
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void a_recipe_has_a_forecast_and_an_alert_within_a_minute(Recipe recipe) throws Exception {
    try (StandInRegistry registry = new StandInRegistry()) {
      RecipeRun run = run(new RecipeProducer(recipe, registry.url()), dir);

      System.out.println("serve: " + run);
      assertThat(run.forecast()).as("forecast, s").isLessThan(MAX_SECONDS);
      assertThat(run.alert()).as("alert, s").isLessThan(MAX_SECONDS);
    }
  }

  private static RecipeRun run(RecipeProducer producer, Path folder) throws Exception {
    Cli serve = new Cli();
    List<Thread> serving = new ArrayList<>();
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(new BrokerSettings(folder.resolve("broker"), 0))) {
      String servers = broker.bootstrapServers();
      String[] command = {
        "serve",
        "--bootstrap-servers",
        servers,
        "--config",
        producer.config(folder).toString(),
        "--http-port",
        "0",
        "--data-dir",
        folder + "/data"
      };
      create(servers, producer.recipe().topic());
      try {
        return RecipeRun.of(producer, servers, () -> serving.add(serve.start(command)));
      } catch (AssertionError e) {
        throw new AssertionError(producer.recipe() + ": " + serve.err(), e);
      } finally {
        for (Thread thread : serving) {
          thread.interrupt();
          thread.join();
        }
      }
    }
  }

  private static void create(String servers, String topic) {
    try (TopicAdmin admin =
        new TopicAdmin(Map.of("bootstrap.servers", servers), Duration.ofMinutes(1))) {
      admin.ensure(List.of(new TopicSpec(topic, 1, (short) 1, Map.of())));
    }
  }
}
