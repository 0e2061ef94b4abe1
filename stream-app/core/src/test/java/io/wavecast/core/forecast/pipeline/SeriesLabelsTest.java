package io.wavecast.core.forecast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.calendar.CalendarText;
import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.RuleText;
import io.wavecast.core.forecast.batch.FakeForecaster;
import io.wavecast.core.forecast.window.SeriesState;
import io.wavecast.core.forecast.window.WindowSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.InMemoryStore;
import io.wavecast.core.stream.KeyedStore;
import io.wavecast.core.text.LabelPattern;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.Observation;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels that observations give their series. */
class SeriesLabelsTest {
  private static final Map<String, String> CART = Map.of("service", "cart");
  private static final Map<String, String> SHOP = Map.of("service", "shop", "zone", "b");

  private final List<Event> events = new ArrayList<>();
  private final InMemoryStore store = new InMemoryStore();

  @Test
  void labels_are_kept_once_and_are_on_every_later_alert() {
    ForecastPipeline engine = engine(8, "above * limit-above=50 score=off");
    observe(engine, 0, 1, SHOP);
    observe(engine, 1, 99, null);
    observe(engine, 2, 1, null);
    engine.save();

    assertThat(alerts()).isNotEmpty().allSatisfy(a -> assertThat(a.labels()).isEqualTo(SHOP));
    SeriesState kept = SeriesState.of(Objects.requireNonNull(store.get("s")));
    int before = kept.toBytes().length;
    observe(engine, 3, 1, SHOP);
    assertThat(SeriesState.of(kept.toBytes()).toBytes()).hasSize(before);
  }

  @Test
  void labels_survive_a_restart() {
    ForecastPipeline engine = engine(8, "above * limit-above=50 score=off");
    observe(engine, 0, 1, SHOP);
    engine.save();

    ForecastPipeline restarted = engine(8, "above * limit-above=50 score=off");
    observe(restarted, 1, 99, null);

    assertThat(alerts()).isNotEmpty().allSatisfy(a -> assertThat(a.labels()).isEqualTo(SHOP));
  }

  @Test
  void other_labels_take_over_and_none_at_all_too() {
    ForecastPipeline engine = engine(8, "above * limit-above=50 score=off recover-after=1");
    observe(engine, 0, 1, CART);
    observe(engine, 1, 99, SHOP);
    observe(engine, 2, 1, Map.of());

    assertThat(alerts()).extracting(Alert::labels).startsWith(SHOP).endsWith(Map.of());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 7, 64})
  void when_labels_change_does_not_depend_on_batches(int maxBatch) {
    List<Observation> observations = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 600; i++) {
      Map<String, String> labels =
          random.nextInt(5) == 0 ? random.nextBoolean() ? CART : SHOP : null;
      double value = random.nextInt(9) == 0 ? 99 : random.nextDouble();
      observations.add(new Observation("s" + random.nextInt(3), 1000L * i, value, labels));
    }
    String[] rules = {
      "shop service=shop limit-above=50 score=off recover-after=1",
      "cart service=cart limit-above=30 score=off recover-after=2"
    };

    List<Event> oneByOne = run(observations, 1, rules);

    assertThat(oneByOne).filteredOn(e -> e instanceof Alert).hasSizeGreaterThan(20);
    for (String series : List.of("s0", "s1", "s2")) {
      assertThat(of(series, run(observations, maxBatch, rules))).isEqualTo(of(series, oneByOne));
    }
  }

  @Test
  void labels_of_observations_precede_those_in_the_key() {
    ForecastPipeline engine =
        engine(
            spec(8, "above zone=*,service=shop limit-above=50 score=off")
                .withLabels(LabelPattern.of("(?<service>.*)-(?<zone>.*)")),
            Forecasters.of(new FakeForecaster("mean")),
            store);
    for (int i = 0; i < 3; i++) {
      engine.accept(
          new Observation("cart-a", 1000L * i, i == 2 ? 99 : 1, Map.of("service", "shop")));
      engine.accept(new Observation("cart-b", 1000L * i, i == 2 ? 99 : 1));
    }

    assertThat(alerts())
        .singleElement()
        .satisfies(a -> assertThat(a.labels()).isEqualTo(Map.of("service", "shop", "zone", "a")));
  }

  @Test
  void a_rule_by_labels_applies_to_series_with_these_labels() {
    ForecastPipeline engine =
        engine(
            8,
            "shop s,service=shop,zone=? limit-above=50 score=off stale-after=1m",
            "rest * limit-above=1000 score=off");
    observe(engine, 0, 1, CART);
    observe(engine, 1, 99, null);
    assertThat(alerts()).isEmpty();
    observe(engine, 2, 1, SHOP);
    observe(engine, 3, 99, null);
    assertThat(alerts()).extracting(Alert::rule).containsOnly("shop");
    observe(engine, 12, 1, CART);
    events.clear();
    engine.ticks().forEach(tick -> tick.action().run(0, 1_000_000));

    assertThat(alerts()).as("rule 'rest' knows no silence").isEmpty();
  }

  @Test
  void a_calendar_entry_by_labels_mutes_series_with_these_labels() {
    ForecastSpec muted =
        spec(8, "above * limit-above=50 score=off")
            .withCalendars(
                new Calendar(
                    List.of(
                        CalendarText.read(
                            "m service=shop,zone=b start=1970-01-01 duration=1h",
                            ZoneOffset.UTC))));
    ForecastPipeline engine = engine(muted, Forecasters.of(new FakeForecaster("mean")), store);
    observe(engine, 0, 1, SHOP);
    observe(engine, 1, 99, null);
    assertThat(alerts()).isEmpty();

    observe(engine, 2, 99, CART);

    assertThat(alerts()).hasSize(1);
  }

  @Test
  void a_route_by_labels_sees_them() {
    List<Map<String, String>> seen = new ArrayList<>();
    ForecastPipeline engine = engine(spec(1), new Seeing(seen), store);
    for (int i = 0; i < 52; i++) {
      observe(engine, i, i, i == 51 ? CART : SHOP);
    }

    assertThat(seen)
        .as("by which shape and model are chosen")
        .startsWith(SHOP)
        .endsWith(CART, CART);
    assertThat(seen).containsOnly(SHOP, CART).filteredOn(CART::equals).hasSize(2);
    assertThat(events).filteredOn(e -> e instanceof Forecast f && !f.warmup()).hasSize(3);
  }

  private record Seeing(List<Map<String, String>> seen) implements Forecasters {
    @Override
    public boolean usesLabels() {
      return true;
    }

    @Override
    public Lease lease() {
      Forecaster model = new FakeForecaster("mean");
      return new Lease() {
        @Override
        public Forecaster forSeries(String series) {
          return model;
        }

        @Override
        public Forecaster forSeries(String series, Map<String, String> labels) {
          seen.add(labels);
          return model;
        }

        @Override
        public void close() {}
      };
    }
  }

  @Test
  void a_series_that_expires_forgets_its_labels_after_its_last_alert() {
    ForecastPipeline engine = engine(8, "above * limit-above=50 score=off");
    observe(engine, 0, 1, SHOP);
    observe(engine, 1, 99, null);
    observe(engine, 100_000, 1, null);
    observe(engine, 100_001, 99, null);

    assertThat(alerts()).extracting(Alert::labels).containsExactly(SHOP, SHOP, Map.of());
  }

  private List<Event> run(List<Observation> observations, int maxBatch, String... rules) {
    events.clear();
    ForecastPipeline engine =
        engine(
            spec(maxBatch, rules), Forecasters.of(new FakeForecaster("mean")), new InMemoryStore());
    observations.forEach(engine::process);
    engine.flush();
    return List.copyOf(events);
  }

  private static List<Event> of(String series, List<Event> all) {
    return all.stream().filter(e -> e.series().equals(series)).toList();
  }

  private List<Alert> alerts() {
    return events.stream().filter(Alert.class::isInstance).map(Alert.class::cast).toList();
  }

  private static void observe(
      ForecastPipeline engine, int second, double value, @Nullable Map<String, String> labels) {
    engine.accept(new Observation("s", 1000L * second, value, labels));
  }

  private static ForecastSpec spec(int maxBatch, String... rules) {
    ForecastSpec usual =
        ForecastPipelineFixture.spec(
            maxBatch, new AlertSettings(List.of(rules).stream().map(RuleText::read).toList()));
    return new ForecastSpec(
        usual.stream(),
        WindowSettings.DEFAULT.withExpireAfter(Duration.ofHours(1)),
        usual.alerts(),
        usual.level(),
        usual.season(),
        usual.labels());
  }

  private ForecastPipeline engine(int maxBatch, String... rules) {
    return engine(spec(maxBatch, rules), Forecasters.of(new FakeForecaster("mean")), store);
  }

  private ForecastPipeline engine(ForecastSpec spec, Forecasters models, KeyedStore states) {
    ForecastPipeline engine =
        new ForecastPipeline(
            spec, models, states, (event, headers) -> events.add(event), Metrics.NONE, () -> 0);
    engine.recover();
    return engine;
  }
}
