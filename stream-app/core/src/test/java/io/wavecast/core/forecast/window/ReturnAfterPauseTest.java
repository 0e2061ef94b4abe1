package io.wavecast.core.forecast.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Alert;
import org.junit.jupiter.api.Test;

/** A series with a peak now and then, of which the model forecasts the mean also after a peak. */
class ReturnAfterPauseTest extends CalendarFixture {
  @Test
  void a_value_that_returns_to_the_mean_is_no_error_of_the_random_walk() {
    for (int i = 0; i < KNOWN / 100; i++) {
      peak(100);
    }
    events.clear();
    hour += 40;
    peak(20);
    peak(20);

    assertThat(alerts()).noneMatch(alert -> alert.previous() == Alert.State.OK);
  }

  private void peak(int every) {
    for (int i = 1; i <= every; i++) {
      feed(random.nextGaussian() + (i == every ? 30 : 0));
    }
  }
}
