package io.wavecast.core.forecast.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Alert.State;
import org.junit.jupiter.api.Test;

/** What a series learns of alerts that were normal. */
class NormalAlertsTest extends CalendarFixture {
  @Test
  void what_was_normal_once_alerts_no_more_but_something_worse_does() {
    normal(KNOWN);
    outage(3);
    normal(57);
    assertThat(alerts()).extracting(Alert::state).contains(State.CRITICAL);
    entry(0, 100, "normal");
    normal(60);
    events.clear();

    outage(3);
    normal(57);

    assertThat(alerts()).isEmpty();

    for (int i = 0; i < 3; i++) {
      feed(-400);
    }
    assertThat(alerts()).isNotEmpty();
  }

  @Test
  void an_alert_that_is_not_said_to_be_normal_comes_again() {
    normal(KNOWN);
    outage(3);
    entry(3, 100, "normal");
    normal(117);
    events.clear();

    outage(3);

    assertThat(alerts()).as("the entry begins after the alert did").isNotEmpty();
  }

  @Test
  void an_alert_that_is_open_ends_at_the_end_of_the_entry() {
    normal(KNOWN);
    low(10);
    entry(0, 20, "normal");
    low(9);
    assertThat(state.alertState()).isEqualTo(State.CRITICAL);
    events.clear();

    low(20);

    assertThat(alerts()).extracting(Alert::state).containsExactly(State.RECOVERING, State.OK);
    assertThat(alerts().get(0).since()).isEqualTo((KNOWN + 20) * HOUR);
  }

  /** A new level, which is not flat. */
  private void low(int hours) {
    for (int i = 0; i < hours; i++) {
      feed(50 + 10 * Math.sin(2 * Math.PI * hour / 24) + random.nextGaussian());
    }
  }
}
