package io.wavecast.core.forecast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.batch.FakeForecaster;
import io.wavecast.core.forecast.batch.RoutedForecasters;
import io.wavecast.core.metrics.CountingMetrics;
import io.wavecast.core.metrics.Metric;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A series that is routed to a model of another scale. */
class MisfitTest {
  private static final long SEED = 20261126;
  private static final String ROUTED = "routed.rps";

  private final FakeForecaster usual = new FakeForecaster("mean");
  private final FakeForecaster lost = FakeForecaster.constant("lost", "1", 0.75f);
  private final CountingMetrics metrics = new CountingMetrics();

  @Test
  void the_default_model_takes_the_place_of_one_that_does_not_fit_and_the_event_says_so() {
    List<Forecast> forecasts =
        forecasts(run(new RoutedForecasters(usual, lost), 8, 400, 0, 400), ROUTED);

    int replaced = firstMisfit(forecasts);
    assertThat(forecasts.get(replaced).origin() / 1000).isBetween(150L, 200L);
    assertThat(forecasts.subList(0, replaced))
        .filteredOn(f -> !f.warmup())
        .extracting(f -> f.model().name())
        .containsOnly("lost");
    assertThat(forecasts.subList(replaced, forecasts.size()))
        .allSatisfy(
            f -> {
              assertThat(f.model()).isEqualTo(usual.model());
              assertThat(f.misfit()).isEqualTo(lost.model());
              assertThat(f.yhat()[0]).isBetween(399f, 401f);
            });
    assertThat(metrics.of(Metric.MODEL_MISFITS, "lost")).isEqualTo(1);
    assertThat(metrics.of(Metric.REPLACED, "lost")).isEqualTo(forecasts.size() - replaced);
  }

  @Test
  void intervals_do_not_remember_the_errors_of_the_model_that_was_replaced() {
    List<Forecast> forecasts =
        forecasts(run(new RoutedForecasters(usual, lost), 8, 400, 0, 400), ROUTED);

    int replaced = firstMisfit(forecasts);
    assertThat(width(forecasts.get(replaced - 1))).isGreaterThan(300);
    assertThat(width(forecasts.get(replaced))).isLessThan(10);
  }

  @Test
  void a_series_within_the_model_s_scale_keeps_it() {
    List<Forecast> forecasts =
        forecasts(run(new RoutedForecasters(usual, lost), 8, 0.5, 0, 1000), ROUTED);

    assertThat(firstMisfit(forecasts)).isEqualTo(forecasts.size());
    assertThat(metrics.of(Metric.MODEL_MISFITS)).isZero();
  }

  @Test
  void how_batches_fall_does_not_change_when_a_model_is_replaced() {
    List<Event> oneByOne = run(new RoutedForecasters(usual, lost), 1, 400, 0, 400);

    for (int maxBatch : new int[] {2, 7, 13, 64}) {
      assertThat(forecasts(run(new RoutedForecasters(usual, lost), maxBatch, 400, 0, 400), ROUTED))
          .as("batch %d, seed %d", maxBatch, SEED)
          .isEqualTo(forecasts(oneByOne, ROUTED));
    }
  }

  @Test
  void a_new_version_gets_a_new_chance() {
    RoutedForecasters models = new RoutedForecasters(usual, lost);
    List<Event> events = new ArrayList<>();
    ForecastPipeline engine = engine(models, 8, events);
    feed(engine, 400, 0, 300);
    models.routed = FakeForecaster.constant("lost", "2", 400);
    feed(engine, 400, 300, 900);

    List<Forecast> forecasts = forecasts(events, ROUTED);
    assertThat(forecasts.get(290).misfit()).isEqualTo(lost.model());
    assertThat(forecasts.subList(310, forecasts.size()))
        .extracting(f -> f.model().version() + " " + f.misfit())
        .containsOnly("2 null");
  }

  @Test
  void the_only_model_goes_on_and_is_reported() {
    List<Forecast> forecasts = forecasts(run(Forecasters.of(lost), 8, 400, 0, 400), ROUTED);

    assertThat(forecasts.get(forecasts.size() - 1).model()).isEqualTo(lost.model());
    assertThat(forecasts.get(forecasts.size() - 1).misfit()).isEqualTo(lost.model());
    assertThat(metrics.of(Metric.MODEL_MISFITS, "lost")).isEqualTo(1);
    assertThat(metrics.of(Metric.REPLACED)).isZero();
  }

  private List<Event> run(Forecasters models, int maxBatch, double level, int from, int to) {
    List<Event> events = new ArrayList<>();
    feed(engine(models, maxBatch, events), level, from, to);
    return events;
  }

  private ForecastPipeline engine(Forecasters models, int maxBatch, List<Event> events) {
    return ForecastPipeline.inMemory(
        ForecastPipelineFixture.spec(maxBatch), models, events::add, metrics);
  }

  /** A noisy level, with another series beside it that fills batches, and a gap. */
  private static void feed(ForecastPipeline engine, double level, int from, int to) {
    Random random = new Random(SEED);
    for (int t = from; t < to; t++) {
      double y = level + random.nextGaussian() / 4;
      if (t % 70 != 0) {
        engine.process(new Observation(ROUTED, 1000L * t, y));
      }
      if (t % 3 > 0) {
        engine.process(new Observation("other", 1000L * t, random.nextGaussian()));
      }
    }
    engine.flush();
  }

  private static List<Forecast> forecasts(List<Event> events, String series) {
    return events.stream()
        .filter(e -> e instanceof Forecast && e.series().equals(series))
        .map(Forecast.class::cast)
        .toList();
  }

  private static int firstMisfit(List<Forecast> forecasts) {
    int i = 0;
    while (i < forecasts.size() && forecasts.get(i).misfit() == null) {
      i++;
    }
    return i;
  }

  private static float width(Forecast f) {
    return f.yhatUpper()[0] - f.yhatLower()[0];
  }
}
