package io.wavecast.core.forecast.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A series with a value each minute and a rise at noon, where twelve values are missing at times.
 */
class ShortPausesTest extends CalendarFixture {
  private static final int DAY = 1440;
  private static final int NOON = DAY / 2;
  private static final int RISE = 40;
  private static final int DAYS = 10;
  private static final long MINUTE = 60_000;

  @ParameterizedTest
  @ValueSource(ints = {60, 90})
  void the_time_of_day_is_known_where_pauses_come_often(int every) {
    for (int day = 0; day < DAYS; day++) {
      minutes(day, DAY, every, 200);
    }
    events.clear();

    minutes(DAYS, NOON, every, 100);
    assertThat(alerts()).isEmpty();
    minutes(DAYS, NOON + 210, every, 100);

    assertThat(alerts()).isNotEmpty();
    assertThat(alerts().get(0).cause().signal()).isIn("missing", "season");
  }

  /** The minutes of a day that are not fed yet, up to one. */
  private void minutes(int day, int end, int every, double atNoon) {
    for (; hour < day * DAY + end; hour++) {
      int minute = hour % DAY;
      if (minute % every < RISE || minute % every >= RISE + 12) {
        boolean rises = minute >= NOON && minute < NOON + RISE;
        feed(hour * MINUTE, (rises ? atNoon : 100) + random.nextGaussian());
      }
    }
  }
}
