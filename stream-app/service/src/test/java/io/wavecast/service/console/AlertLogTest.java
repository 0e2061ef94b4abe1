package io.wavecast.service.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Alert.State;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Direction;
import io.wavecast.service.console.AlertLog.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertLogTest {
  private final AlertLog log = new AlertLog();

  @Test
  void an_alert_lasts_from_the_change_that_left_ok_to_the_one_that_returned() {
    change("a", State.PENDING, State.OK, 10, 10);
    change("a", State.WARNING, State.PENDING, 12, 10);
    change("a", State.CRITICAL, State.WARNING, 14, 10);
    change("a", State.RECOVERING, State.CRITICAL, 20, 10);
    change("a", State.OK, State.RECOVERING, 25, 10);

    Span alert = only();
    assertThat(alert.begin()).isEqualTo(10);
    assertThat(alert.calm()).isEqualTo(20);
    assertThat(alert.end()).isEqualTo(25);
    assertThat(alert.worst()).isEqualTo(State.CRITICAL);
    assertThat(alert.change().reason()).isEqualTo("CRITICAL at 14");
    assertThat(alert.change().id()).isEqualTo(Alert.idOf("a", 14, State.CRITICAL));
  }

  @Test
  void the_one_that_ended_last_is_known() {
    boolean isNone = log.lastEnded().isEmpty();
    change("a", State.WARNING, State.OK, 12, 12);
    change("a", State.OK, State.WARNING, 30, 12);
    change("b", State.WARNING, State.OK, 14, 14);
    change("b", State.OK, State.WARNING, 20, 14);
    change("open", State.WARNING, State.OK, 16, 16);

    assertThat(isNone).isTrue();
    assertThat(log.lastEnded()).map(Span::series).contains("a");
  }

  @Test
  void one_that_nobody_was_notified_of_is_none() {
    change("a", State.PENDING, State.OK, 10, 10);
    int whilePending = log.find(span -> true).size();
    change("a", State.OK, State.PENDING, 12, 10);

    assertThat(whilePending).isZero();
    assertThat(log.find(span -> true)).isEmpty();
  }

  @Test
  void of_a_compacted_topic_the_end_is_enough() {
    change("a", State.OK, State.RECOVERING, 25, 10);
    change("b", State.OK, State.PENDING, 25, 10);

    Span alert = only();
    assertThat(alert.series()).isEqualTo("a");
    assertThat(alert.begin()).isEqualTo(10);
    assertThat(alert.end()).isEqualTo(25);
  }

  @Test
  void changes_that_are_read_again_make_no_second_alert() {
    for (int i = 0; i < 2; i++) {
      change("a", State.WARNING, State.OK, 12, 10);
      change("a", State.OK, State.WARNING, 25, 10);
    }
    change("a", State.WARNING, State.OK, 40, 40);

    assertThat(log.find(span -> true)).extracting(Span::begin).containsExactly(40L, 10L);
    assertThat(log.find(span -> span.overlaps(0, 9))).isEmpty();
    assertThat(log.find(span -> span.overlaps(25, 39))).hasSize(1);
    assertThat(log.find(Span::isOpen)).extracting(Span::begin).containsExactly(40L);
  }

  @Test
  void the_oldest_that_have_ended_are_left_out() {
    change("open", State.CRITICAL, State.OK, 1, 1);
    for (int i = 2; i < 2 * AlertLog.MAX_ALERTS; i++) {
      change("a", State.WARNING, State.OK, i, i);
      change("a", State.OK, State.WARNING, i + 1, i);
    }

    List<Span> kept = log.find(span -> true);
    assertThat(kept).hasSizeBetween(AlertLog.MAX_ALERTS, AlertLog.MAX_ALERTS * 11 / 10);
    assertThat(kept.get(0).begin()).isEqualTo(2 * AlertLog.MAX_ALERTS - 1);
    assertThat(kept.get(kept.size() - 1)).returns("open", Span::series);
    assertThat(kept.get(kept.size() - 2).begin()).isGreaterThan(AlertLog.MAX_ALERTS / 2);

    log.clear();
    assertThat(log.find(span -> true)).isEmpty();
  }

  private Span only() {
    assertThat(log.find(span -> true)).hasSize(1);
    return log.find(span -> true).get(0);
  }

  private void change(String series, State state, State before, long since, long started) {
    log.add(
        new Alert(
            Alert.idOf(series, since, state),
            series,
            state,
            before,
            since,
            started,
            2,
            Cause.of("record", Direction.ABOVE),
            "default",
            state + " at " + since));
  }
}
