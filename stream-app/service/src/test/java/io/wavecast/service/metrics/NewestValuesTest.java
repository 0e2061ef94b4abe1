package io.wavecast.service.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.wavecast.core.metrics.Metric;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewestValuesTest {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final long[] now = {7};
  private final NewestValues values = new NewestValues(() -> now[0]);

  @Test
  void the_newest_value_of_each_series_stays_until_five_minutes_of_silence() {
    values.record(List.of("a"), 1);
    values.record(List.of("b"), 2);
    values.record(List.of("a"), 3);
    assertThat(now()).containsExactlyInAnyOrder("a 3.0", "b 2.0");

    now[0] += 4 * MINUTE;
    values.record(List.of("b"), 4);
    now[0] += 2 * MINUTE;
    assertThat(now()).containsExactly("b 4.0");
  }

  @Test
  void a_value_an_hour_stays_for_three() {
    values.record(List.of("hourly"), 1);
    now[0] += 60 * MINUTE;
    assertThat(now()).isEmpty();
    values.record(List.of("hourly"), 2);

    now[0] += 180 * MINUTE;
    assertThat(now()).containsExactly("hourly 2.0");
    now[0] += 1;
    assertThat(now()).isEmpty();
  }

  private List<String> now() {
    return values.snapshot(Metric.SERIES_SCORE).getDataPoints().stream()
        .map(NewestValuesTest::text)
        .toList();
  }

  private static String text(GaugeDataPointSnapshot point) {
    return point.getLabels().get("series") + " " + point.getValue();
  }
}
