package io.wavecast.core.forecast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.batch.FakeForecaster;
import io.wavecast.core.forecast.window.Arrival;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.Observation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BatchIndependenceTest {
  private static final long SEED = 20261125;

  @Test
  void how_batches_fall_changes_no_event_and_no_order_within_a_series() {
    List<Observation> observations = observations(new SplittableRandom(SEED), 7, 6000);

    Map<String, List<Event>> oneByOne = run(observations, 1);

    for (int maxBatch : new int[] {2, 16, 64, 1000}) {
      assertThat(run(observations, maxBatch))
          .as("batch %d, seed %d", maxBatch, SEED)
          .isEqualTo(oneByOne);
    }
  }

  @Test
  void how_batches_fall_changes_nothing_that_is_remembered_of_the_day() {
    List<Observation> observations = new ArrayList<>();
    for (int hour = 0; hour < 24 * 9; hour++) {
      observations.add(new Observation("s", 3_600_000L * hour, hour % 24 == 8 ? 100 : hour % 3));
    }

    Map<String, List<Event>> oneByOne = run(observations, 1);

    assertThat(oneByOne.get("s"))
        .filteredOn(e -> e instanceof Forecast f && f.origin() == 3_600_000L * (24 * 9 - 1))
        .singleElement()
        .satisfies(e -> assertThat(((Forecast) e).yhat()[8]).as("08:00").isGreaterThan(60));
    for (int maxBatch : new int[] {2, 7, 64}) {
      assertThat(run(observations, maxBatch)).as("batch %d", maxBatch).isEqualTo(oneByOne);
    }
  }

  @Test
  void every_accepted_observation_but_the_first_of_a_series_gets_exactly_one_forecast() {
    List<Observation> observations = observations(new SplittableRandom(SEED + 1), 3, 3000);
    List<Event> events = new ArrayList<>();
    ForecastPipeline engine = engine(64, events);

    Map<String, List<Long>> expected = new HashMap<>();
    for (Observation o : observations) {
      Arrival.Kind kind = engine.process(o);
      if (kind != Arrival.Kind.DUPLICATE && kind != Arrival.Kind.LATE) {
        expected.computeIfAbsent(o.series(), s -> new ArrayList<>()).add(o.timestamp());
      }
    }
    engine.flush();

    expected.forEach(
        (series, times) ->
            assertThat(events)
                .filteredOn(f -> f instanceof Forecast && f.series().equals(series))
                .extracting(Event::eventTime)
                .as("series %s, seed %d", series, SEED + 1)
                .containsExactlyElementsOf(times.subList(1, times.size())));
  }

  /** Irregular series: jitter, gaps short and long, duplicates, late ones. */
  private static List<Observation> observations(SplittableRandom random, int series, int n) {
    List<Observation> observations = new ArrayList<>();
    long[] now = new long[series];
    for (int i = 0; i < n; i++) {
      int s = random.nextInt(series);
      now[s] +=
          switch (random.nextInt(200)) {
            case 0 -> 1000L * random.nextInt(10, 110);
            case 1, 2, 3, 4, 5, 6, 7, 8, 9 -> 1000L * random.nextInt(-1, 6);
            default -> random.nextInt(950, 1050);
          };
      observations.add(new Observation("s" + s, Math.max(0, now[s]), random.nextDouble()));
    }
    return observations;
  }

  private static Map<String, List<Event>> run(List<Observation> observations, int maxBatch) {
    List<Event> events = new ArrayList<>();
    ForecastPipeline engine = engine(maxBatch, events);
    observations.forEach(engine::process);
    engine.flush();
    Map<String, List<Event>> bySeries = new HashMap<>();
    for (Event event : events) {
      bySeries.computeIfAbsent(event.series(), s -> new ArrayList<>()).add(event);
    }
    return bySeries;
  }

  private static ForecastPipeline engine(int maxBatch, List<Event> events) {
    return ForecastPipeline.inMemory(
        ForecastPipelineFixture.spec(maxBatch),
        Forecasters.of(new FakeForecaster("mean")),
        events::add,
        Metrics.NONE);
  }
}
