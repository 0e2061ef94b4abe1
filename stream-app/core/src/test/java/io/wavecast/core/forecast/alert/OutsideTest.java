package io.wavecast.core.forecast.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Direction;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Rules on the intervals of chosen lead times. */
class OutsideTest extends AlertScenario {
  private static final String RULE = "r * outside=1+5+10 recover-after=2 ";

  @Test
  void a_value_breaches_where_it_is_outside_at_all_lead_times_of_the_rule() {
    rule("score=off");
    feed(outside(5, 2, 0, 1, 5), outside(5, 2, 0, 1, 2, 3, 10), outside(5, 2, 0, 1, 5, 10));
    feed(outside(2, 2, 0), outside(2, 2, 0, 2));

    assertThat(alerts.get(0).since()).as("at the third value").isEqualTo(103 * STEP);
    assertThat(alerts)
        .extracting(a -> a.state() + " " + a.cause().direction() + " " + a.reason())
        .containsExactly(
            "WARNING ABOVE is 5, outside its forecast intervals; expected 1 to 3",
            "RECOVERING NONE is as expected again; now 2",
            "OK NONE is as expected again; now 2");
  }

  @Test
  void lead_times_without_a_forecast_do_not_count_but_one_must_have_one() {
    rule("score=off");
    Deviation some = outside(5, 2, 0, 1, 5);
    Arrays.fill(some.errors(), -3);
    some.errors()[9] = Float.NaN;
    Deviation none = outside(5, 2, 0, 2);
    for (int lead : new int[] {1, 5, 10}) {
      none.errors()[lead - 1] = Float.NaN;
    }
    feed(none, unforeseen(0), some);

    assertThat(alerts).extracting(Alert::since).containsExactly(some.timestamp());
    assertThat(alerts.get(0).cause().direction()).isEqualTo(Direction.BELOW);
  }

  @Test
  void m_of_n_side_and_distance_hold_for_each_lead_time() {
    rule("score=off min-breaches=2 window=3 side=below min-absolute=3 min-relative=0.5");
    feed(outside(9, 2, 0, 1, 5, 10), outside(0, 2, 0, 1, 5, 10), outside(-8.9f, -6, 0, 1, 5, 10));
    Deviation near = outside(-2, 2, 0, 1, 5, 10);
    near.errors()[4] = -2.9f;
    feed(near, near, outside(-2, 2, 0, 1, 5, 10), outside(-2, 2, 0, 1, 5, 10));

    assertThat(alerts)
        .extracting(
            a -> a.state() + " " + a.cause().direction() + " " + a.cause().number("breaches"))
        .containsExactly("PENDING BELOW 1.0", "WARNING BELOW 2.0");
  }

  @Test
  void score_and_intervals_are_two_reasons_in_one_rule_and_only_the_score_is_critical() {
    rule("");
    feed(outside(9, 2, 0, 1, 5, 10), outside(9, 2, 0, 1, 5, 10));
    feed(outside(9, 2, 2.5, 1, 5, 10), outside(9, 2, 0, 1, 5, 10), outside(2, 2, 0));

    assertThat(alerts)
        .extracting(a -> a.state() + " " + a.cause().code())
        .containsExactly("WARNING OUTSIDE", "CRITICAL SIGNAL", "RECOVERING ENDED");
  }

  private void rule(String more) {
    step = step(RuleText.read(RULE + more));
  }

  private Deviation outside(float y, float yhat, double score, int... leads) {
    Deviation d = deviation(score, y, yhat);
    Arrays.fill(d.errors(), y - yhat);
    int bits = 0;
    for (int lead : leads) {
      bits |= 1 << (lead - 1);
    }
    return d.withOutside(bits);
  }
}
