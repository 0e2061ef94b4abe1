package io.wavecast.testkit.recipes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.testkit.recipes.Recipe.Block;
import io.wavecast.testkit.registry.ForeignAvro;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The producer of the records of a recipe, which knows nothing of Wavecast. */
public final class RecipeProducer {
  private static final String REGISTRY = "http://registry:8081";

  private final Recipe recipe;
  private final String registry;

  /**
   * @param registry its address, for a recipe that names one
   */
  public RecipeProducer(Recipe recipe, String registry) {
    this.recipe = recipe;
    this.registry = registry;
  }

  /** What it produces for. */
  public Recipe recipe() {
    return recipe;
  }

  /** Writes the configuration, with this registry, and what it names, into a folder. */
  public Path config(Path folder) throws IOException {
    String yaml = RecipeProtobuf.withDescriptor(recipe.yaml(), folder);
    return Files.writeString(folder.resolve("wavecast.yaml"), yaml.replace(REGISTRY, registry));
  }

  /**
   * The value of a record. Avro is shown as JSON, Protobuf in its text format.
   *
   * @throws IllegalArgumentException when the text is no message of its type
   */
  public byte[] value(Block record) throws InterruptedException {
    return switch (record.language()) {
      case "avro" -> {
        String schema = recipe.only("avsc");
        int id = new ForeignAvro(registry).register("shown", schema);
        yield ForeignAvro.write(id, schema, record.text());
      }
      case "textproto" -> {
        if (recipe.yaml().contains(REGISTRY)) {
          int id = new ForeignAvro(registry).register("shown", recipe.only("proto"), "PROTOBUF");
          yield RecipeProtobuf.registered(id, record.text());
        }
        yield RecipeProtobuf.message(record.text());
      }
      default -> record.text().getBytes(UTF_8);
    };
  }
}
