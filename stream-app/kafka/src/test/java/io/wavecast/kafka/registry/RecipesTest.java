package io.wavecast.kafka.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.config.Host;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.core.aggregate.AggregationSpec;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.InMemoryStore;
import io.wavecast.core.stream.NoModel;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.Pipeline;
import io.wavecast.core.stream.PipelineContext;
import io.wavecast.core.stream.PipelineSpec;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.core.stream.Rejection;
import io.wavecast.registry.protobuf.ProtobufSchema;
import io.wavecast.schemas.aggregate.RawEvent;
import io.wavecast.schemas.aggregate.RawEventCodec;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.ObservationCodec;
import io.wavecast.schemas.forecast.ObservationFormat;
import io.wavecast.testkit.process.Repository;
import io.wavecast.testkit.recipes.Recipe;
import io.wavecast.testkit.recipes.Recipe.Block;
import io.wavecast.testkit.recipes.RecipeProducer;
import io.wavecast.testkit.registry.StandInRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each recipe of docs/RECIPES.md, as it is written there. */
class RecipesTest {
  private static final long WRITTEN_AT = 1_780_000_000_000L;
  private static final int MAX_LINES = 15;

  private final StandInRegistry registry = new StandInRegistry();

  @TempDir Path folder;

  @AfterEach
  void close() {
    registry.close();
  }

  static List<Recipe> recipes() {
    return Recipe.all();
  }

  @Test
  void the_page_has_a_recipe_for_each_producer() {
    assertThat(recipes()).hasSizeGreaterThanOrEqualTo(12);
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void a_recipe_makes_the_observations_that_it_shows(Recipe recipe) throws Exception {
    RecipeProducer producer = new RecipeProducer(recipe, registry.url());
    Optional<Path> file = Optional.of(producer.config(folder));
    Settings settings = Settings.load(Host.SERVICE, Map.of(), Map.of(), file);
    PipelineSettings.check(settings);
    PipelineSpec<String, NoModel> spec =
        TopicFormats.of(settings)
            .translated(PipelineSettings.inputs(settings, 1 << 20).orElseThrow());

    List<OutputRecord> written = new ArrayList<>();
    PipelineContext context =
        new PipelineContext(new InMemoryStore(), written::add, Metrics.NONE, () -> 0);
    Pipeline<String> pipeline = spec.create(NoModel.NONE, context);
    List<Rejection> rejected = new ArrayList<>();
    for (Block block : recipe.records()) {
      RawRecord record =
          new RawRecord(
              block.key().getBytes(UTF_8), producer.value(block), WRITTEN_AT, recipe.topic(), 0, 0);
      pipeline.accept(spec.io().format().parse(record), record).ifPresent(rejected::add);
    }

    PipelineSettings.aggregation(settings, 1 << 20)
        .ifPresent(aggregation -> aggregate(aggregation, written, rejected));

    assertThat(recipe.yaml().lines().count()).isLessThanOrEqualTo(MAX_LINES);
    assertThat(rejected).isEmpty();
    assertThat(written.stream().map(RecipesTest::line))
        .containsExactlyElementsOf(recipe.only("observations").lines().toList());
  }

  @Test
  void the_file_that_the_readme_shows_counts_its_orders() throws Exception {
    String readme = Repository.read("README.md");
    String yaml = readme.replaceFirst("(?s).*\\n```yaml\\n(.*?)```\\n.*", "$1");
    Path file = Files.writeString(folder.resolve("wavecast.yaml"), yaml);
    Settings settings = Settings.load(Host.SERVICE, Map.of(), Map.of(), Optional.of(file));
    PipelineSettings.check(settings);
    PipelineSpec<String, NoModel> spec =
        TopicFormats.of(settings)
            .translated(PipelineSettings.inputs(settings, 1 << 20).orElseThrow());
    byte[] order = readme.replaceFirst("(?s).*?Orders such as `(.*?)`.*", "$1").getBytes(UTF_8);
    RawRecord record = new RawRecord(null, order, 1_795_527_600_000L, "shop.orders", 0, 0);

    List<OutputRecord> written = new ArrayList<>();
    Optional<Rejection> rejection =
        spec.create(
                NoModel.NONE,
                new PipelineContext(new InMemoryStore(), written::add, Metrics.NONE, () -> 0))
            .accept(spec.io().format().parse(record), record);

    assertThat(rejection).isEmpty();
    assertThat(written)
        .extracting(event -> RawEventCodec.read(event.key(), event.value()).series())
        .containsExactly("orders.eu");
  }

  /** The file that is shown says of a value what the descriptor set says. */
  @Test
  void the_message_that_is_shown_is_that_of_the_descriptor_set() throws Exception {
    Recipe recipe =
        Recipe.all().stream()
            .filter(each -> each.title().equals("Protobuf without a registry"))
            .findFirst()
            .orElseThrow();
    byte[] value = new RecipeProducer(recipe, "").value(recipe.records().get(0));
    byte[] first = new byte[value.length + 1]; // of the messages in the file
    System.arraycopy(value, 0, first, 1, value.length);

    assertThat(ProtobufSchema.parse(recipe.only("proto"), Map.of()).read(first, 0))
        .hasToString(
            "{\"host\":\"web-1\",\"at\":1780000000000,\"metrics\":{\"cpu\":0.42,\"load\":3.0}}");
  }

  /** Replaces events by the observations that they become. */
  private static void aggregate(
      AggregationSpec spec, List<OutputRecord> written, List<Rejection> rejected) {
    List<OutputRecord> events = List.copyOf(written);
    written.clear();
    Pipeline<RawEvent> pipeline =
        spec.create(
            NoModel.NONE,
            new PipelineContext(new InMemoryStore(), written::add, Metrics.NONE, () -> 0));
    for (OutputRecord event : events) {
      assertThat(event.topic()).isEqualTo(spec.events());
      RawEvent parsed = RawEventCodec.read(event.key(), event.value());
      pipeline.accept(parsed).ifPresent(rejected::add);
    }
  }

  private static String line(OutputRecord output) {
    Observation o =
        new ObservationCodec(ObservationFormat.DEFAULT.withLabels("/labels"))
            .read(output.key(), output.value(), output.timestamp());
    String labels = o.labels() == null ? "" : " " + o.labels();
    return "%s %d %s%s".formatted(o.series(), o.timestamp(), o.value(), labels);
  }
}
