package io.wavecast.service.explain;

import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.calendar.AppliedEntries;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Direction;
import io.wavecast.schemas.forecast.Forecast;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Events of series with a value a minute, made by hand. */
final class ExplainFixture {
  static final long MINUTE = Duration.ofMinutes(1).toMillis();

  private ExplainFixture() {}

  static Explanation explanation(String... compared) {
    return explanation(30, compared);
  }

  static Explanation explanation(int pictures, String... compared) {
    return new Explanation(
        Stream.concat(
                Stream.of(Candidate.inForce(AlertSettings.DEFAULT)),
                Stream.of(compared).map(rule -> Candidate.with(rule, AlertSettings.DEFAULT)))
            .toList(),
        null,
        Calendar.EMPTY,
        pictures);
  }

  /** Adds values with these scores, from a minute on, each with a forecast. */
  static void feed(Explanation to, String series, int minute, double... scores) {
    for (int i = 0; i < scores.length; i++) {
      feed(to, deviation(series, minute + i, scores[i], AppliedEntries.NONE));
    }
  }

  static void feed(Explanation to, Deviation deviation) {
    to.add(deviation, Map.of());
    to.add(forecast(deviation.series(), deviation.timestamp(), deviation.y(), false), Map.of());
  }

  static Deviation deviation(String series, int minute, double score, AppliedEntries entries) {
    Cause cause = score > 1 ? Cause.of("forecast-error", Direction.ABOVE) : Cause.NONE;
    float y = (float) (10 * score);
    float[] errors = {y};
    return new Deviation(
            series, MINUTE * minute, y, 1, 0, -1, 1, (float) score, false, errors, cause)
        .withCalendar(entries);
  }

  static Forecast forecast(String series, long origin, float y, boolean warmup) {
    float[] ahead = {y, y};
    return new Forecast(
        series,
        origin,
        MINUTE,
        ahead,
        new float[] {y - 1, y - 1},
        new float[] {y + 1, y + 1},
        0.9,
        new ModelRef("m", "1"),
        warmup,
        false);
  }

  static List<Episode> episodes(Explanation explanation) {
    return explanation.comparison().episodes();
  }
}
