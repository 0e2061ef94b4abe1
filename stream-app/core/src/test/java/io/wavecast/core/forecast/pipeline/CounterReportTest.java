package io.wavecast.core.forecast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.batch.FakeForecaster;
import io.wavecast.core.metrics.CountingMetrics;
import io.wavecast.core.metrics.Metric;
import io.wavecast.schemas.forecast.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CounterReportTest {
  private static final long SEED = 7;

  private final List<String> found = new ArrayList<>();
  private final CountingMetrics metrics =
      new CountingMetrics() {
        @Override
        public void found(Metric counter, String series, String what) {
          super.found(counter, series, what);
          found.add(series + " " + what);
        }
      };

  @Test
  void a_series_that_is_found_to_be_a_counter_is_reported_once() {
    ForecastPipeline engine = engine(ForecastPipelineFixture.spec(8));
    Random random = new Random(SEED);
    double total = 0;
    for (int t = 0; t < 1000; t++) {
      total = t == 500 ? 0 : total + 1 + random.nextInt(10);
      engine.process(new Observation("requests", 1000L * t, total));
      engine.process(new Observation("noise", 1000L * t, random.nextGaussian()));
    }
    engine.flush();

    assertThat(metrics.of(Metric.SERIES_COUNTERS)).as("seed %d", SEED).isEqualTo(1);
    assertThat(found)
        .singleElement()
        .asString()
        .startsWith("requests is a counter, ")
        .contains("series.as-rate");
  }

  @Test
  void a_counter_that_is_observed_as_its_rate_is_not_reported_even_if_its_rate_grows() {
    ForecastPipeline engine =
        engine(RatesTest.withCounters(ForecastPipelineFixture.spec(8), "requests"));
    double total = 0;
    for (int t = 0; t < 1000; t++) {
      total += t;
      engine.process(new Observation("requests", 1000L * t, total));
    }
    engine.flush();

    assertThat(metrics.of(Metric.SERIES_COUNTERS)).isZero();
  }

  private ForecastPipeline engine(ForecastSpec spec) {
    return ForecastPipeline.inMemory(
        spec, Forecasters.of(new FakeForecaster("mean")), event -> {}, metrics);
  }
}
