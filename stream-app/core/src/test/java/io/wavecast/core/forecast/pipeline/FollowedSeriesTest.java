package io.wavecast.core.forecast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.batch.FakeForecaster;
import io.wavecast.core.metrics.CountingMetrics;
import io.wavecast.core.metrics.Kind;
import io.wavecast.core.metrics.Metric;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Observation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FollowedSeriesTest {
  private final Map<String, Double> newest = new HashMap<>();
  private final CountingMetrics metrics =
      new CountingMetrics() {
        @Override
        public boolean follows(String series) {
          return series.equals("followed");
        }

        @Override
        public void record(Metric metric, double value, String... labels) {
          super.record(metric, value, labels);
          if (metric.kind() == Kind.SERIES) {
            newest.put(metric.id() + List.of(labels), value);
          }
        }
      };

  @Test
  void its_newest_values_are_those_of_its_newest_deviation_and_no_other_series_has_any() {
    List<Deviation> deviations = new ArrayList<>();
    ForecastPipeline pipeline =
        ForecastPipeline.inMemory(
            ForecastPipelineFixture.spec(8),
            Forecasters.of(new FakeForecaster("mean")),
            event -> {
              if (event instanceof Deviation d && d.series().equals("followed")) {
                deviations.add(d);
              }
            },
            metrics);
    for (int t = 0; t < 200; t++) {
      pipeline.process(new Observation("followed", 1000L * t, t < 199 ? t % 7 : 500));
      pipeline.process(new Observation("other", 1000L * t, t % 5));
    }
    pipeline.flush();

    Deviation last = deviations.get(deviations.size() - 1);
    assertThat(last.y()).isEqualTo(500);
    assertThat(newest)
        .containsOnly(
            Map.entry("wavecast.series.value[followed, actual]", 500.0),
            Map.entry("wavecast.series.value[followed, expected]", (double) last.yhat()),
            Map.entry("wavecast.series.value[followed, lower]", (double) last.yhatLower()),
            Map.entry("wavecast.series.value[followed, upper]", (double) last.yhatUpper()),
            Map.entry("wavecast.series.score[followed]", (double) last.score()),
            Map.entry("wavecast.series.alert[followed]", 3.0));
    assertThat(last.score()).isGreaterThan(2);
  }
}
