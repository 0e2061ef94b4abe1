package io.wavecast.kafka.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.config.Host;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.core.aggregate.AggregationSpec;
import io.wavecast.core.ingest.IngestSpec;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.InMemoryStore;
import io.wavecast.core.stream.NoModel;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.Pipeline;
import io.wavecast.core.stream.PipelineContext;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.core.stream.Rejection;
import io.wavecast.schemas.aggregate.RawEvent;
import io.wavecast.schemas.aggregate.RawEventCodec;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.ObservationCodec;
import io.wavecast.schemas.forecast.ObservationFormat;
import io.wavecast.testkit.registry.ForeignAvro;
import io.wavecast.testkit.registry.StandInRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each recipe of docs/RECIPES.md, as it is written there. */
class RecipesTest {
  private static final Path PAGE = Path.of("../../docs/RECIPES.md");
  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^```(\\w+)(?: key=(\\S+))?\\n(.*?)^```$");
  private static final long WRITTEN_AT = 1_780_000_000_000L;
  private static final int MAX_LINES = 15;
  private static final Set<String> NO_RECORDS = Set.of("yaml", "avsc", "proto", "observations");

  private final StandInRegistry registry = new StandInRegistry();

  @TempDir Path folder;

  /** A fenced block: its language, the key of its record and its text. */
  record Block(String language, String key, String text) {}

  record Recipe(String title, List<Block> blocks) {
    String only(String language) {
      List<String> texts =
          blocks.stream().filter(b -> b.language.equals(language)).map(Block::text).toList();
      assertThat(texts).as("blocks of %s in %s", language, title).hasSize(1);
      return texts.get(0);
    }

    List<Block> records() {
      return blocks.stream().filter(b -> !NO_RECORDS.contains(b.language)).toList();
    }

    @Override
    public String toString() {
      return title;
    }
  }

  @AfterEach
  void close() {
    registry.close();
  }

  static Stream<Recipe> recipes() throws IOException {
    Map<String, Recipe> recipes = new LinkedHashMap<>();
    for (String chapter : Files.readString(PAGE).split("(?m)^## ")) {
      List<Block> blocks = new ArrayList<>();
      Matcher matcher = BLOCK.matcher(chapter);
      while (matcher.find()) {
        String key = Optional.ofNullable(matcher.group(2)).orElse("");
        blocks.add(new Block(matcher.group(1), key, matcher.group(3)));
      }
      if (!blocks.isEmpty()) {
        String title = chapter.lines().findFirst().orElseThrow();
        recipes.put(title, new Recipe(title, blocks));
      }
    }
    return recipes.values().stream();
  }

  @Test
  void the_page_has_a_recipe_for_each_producer() throws IOException {
    assertThat(recipes()).hasSizeGreaterThanOrEqualTo(12);
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void a_recipe_makes_the_observations_that_it_shows(Recipe recipe) throws Exception {
    String yaml = recipe.only("yaml");
    Path file =
        Files.writeString(
            folder.resolve("wavecast.yaml"), RecipeProtobuf.withDescriptor(yaml, folder));
    Settings settings = Settings.load(Host.SERVICE, flags(yaml), Map.of(), Optional.of(file));
    PipelineSettings.check(settings);
    IngestSpec spec =
        TopicFormats.of(settings)
            .ofInputs(PipelineSettings.inputs(settings, 1 << 20).orElseThrow());

    List<OutputRecord> written = new ArrayList<>();
    PipelineContext context =
        new PipelineContext(new InMemoryStore(), written::add, Metrics.NONE, () -> 0);
    Pipeline<String> pipeline = spec.create(NoModel.NONE, context);
    List<Rejection> rejected = new ArrayList<>();
    for (Block block : recipe.records()) {
      RawRecord record =
          new RawRecord(
              block.key.getBytes(UTF_8), value(recipe, block), WRITTEN_AT, spec.io().input(), 0, 0);
      pipeline.accept(spec.io().format().parse(record), record).ifPresent(rejected::add);
    }

    PipelineSettings.aggregation(settings, 1 << 20)
        .ifPresent(aggregation -> aggregate(aggregation, written, rejected));

    assertThat(yaml.lines().count()).isLessThanOrEqualTo(MAX_LINES);
    assertThat(rejected).isEmpty();
    assertThat(written.stream().map(RecipesTest::line))
        .containsExactlyElementsOf(recipe.only("observations").lines().toList());
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

  /** A recipe that names a schema registry is read with the one of this test. */
  private Map<String, String> flags(String yaml) {
    return yaml.contains("schema.registry.url:")
        ? Map.of("schema.registry.url", registry.url())
        : Map.of();
  }

  /** Avro is shown as JSON, Protobuf in its text format, both beside their schema. */
  private byte[] value(Recipe recipe, Block block) throws InterruptedException {
    switch (block.language) {
      case "avro" -> {
        String schema = recipe.only("avsc");
        int id = new ForeignAvro(registry.url()).register("shown", schema);
        return ForeignAvro.write(id, schema, block.text);
      }
      case "textproto" -> {
        boolean isRegistered = !flags(recipe.only("yaml")).isEmpty();
        return RecipeProtobuf.value(recipe.only("proto"), block.text, isRegistered, registry.url());
      }
      default -> {
        return block.text.getBytes(UTF_8);
      }
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
