package io.wavecast.service.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Alert.State;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Direction;
import io.wavecast.schemas.forecast.Observation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveSeriesTest {
  private final LiveSeries live = new LiveSeries(4, 10);

  @Test
  void series_are_sorted_by_state_then_score_then_key() {
    for (String series : List.of("d", "c", "b", "a")) {
      live.add(new Observation(series, 1, 1));
    }
    live.add(alert("b", State.WARNING, 5, 1.2f));
    live.add(alert("c", State.WARNING, 5, 1.9f));
    live.add(alert("d", State.CRITICAL, 5, 1.1f));

    assertThat(keys()).containsExactly("d", "c", "b", "a");

    live.add(alert("c", State.OK, 6, 9f));
    live.add(alert("b", State.RECOVERING, 6, 0.1f));

    assertThat(keys()).containsExactly("d", "b", "a", "c");
  }

  @Test
  void an_alerting_series_replaces_one_that_does_not_alert() {
    for (String series : List.of("a", "b", "c", "d")) {
      live.add(new Observation(series, 1, 1));
    }
    live.add(alert("d", State.PENDING, 2, 1f));
    live.add(new Observation("late", 1, 1));
    live.add(alert("calm", State.OK, 2, 0f));

    live.add(alert("late", State.WARNING, 2, 1f));
    live.add(new Observation("late", 2, 7));

    assertThat(keys()).containsExactly("late", "d", "a", "b");
    assertThat(live.snapshots().get(0).values()).hasSize(1);
  }

  @Test
  void a_counter_is_shown_as_its_rate() {
    LiveSeries rates = new LiveSeries(4, 10, o -> Map.of("type", "counter").equals(o.labels()));
    rates.add(new Observation("a", 0, 100, Map.of("type", "counter")));
    rates.add(new Observation("a", 10_000, 160));
    rates.add(new Observation("a", 9_000, 0));
    rates.add(new Observation("a", 20_000, 20));
    rates.add(new Observation("a", 30_000, 70, Map.of()));

    assertThat(rates.snapshots().get(0).values())
        .extracting(Observation::value)
        .containsExactly(6.0, 2.0, 70.0);
  }

  @Test
  void a_series_that_is_asked_for_is_kept_beside_the_others() {
    for (String series : List.of("a", "b", "c", "d", "e")) {
      live.add(new Observation(series, 1, 1));
    }

    assertThat(live.want("a")).as("kept already").isFalse();
    assertThat(live.want("e")).as("its values are missing").isTrue();
    assertThat(live.want("e")).as("said before").isFalse();
    live.add(new Observation("e", 1, 1));
    assertThat(keys()).containsExactly("a", "b", "c", "d", "e");

    live.add(alert("new", State.WARNING, 2, 1f));
    live.add(alert("newer", State.WARNING, 2, 1f));
    assertThat(keys()).as("room is made by others").contains("a", "e").doesNotContain("d", "c");
  }

  @Test
  void the_series_asked_for_long_ago_gives_way() {
    for (String series : List.of("a", "b", "c", "d")) {
      live.add(new Observation(series, 1, 1));
    }
    for (int i = 1; i <= 9; i++) {
      live.want("w" + i);
      live.add(new Observation("w" + i, 1, 1));
      live.want("w1"); // as a browser does that shows it
    }

    assertThat(keys()).hasSize(4 + 8).doesNotContain("w2").contains("a", "w1", "w3", "w9");
  }

  @Test
  void says_when_a_series_begins_to_alert_of_which_no_values_are_kept() {
    for (String series : List.of("a", "b", "c", "d")) {
      live.add(new Observation(series, 1, 1));
    }

    assertThat(live.add(alert("a", State.WARNING, 2, 1f))).as("values are kept").isFalse();
    assertThat(live.add(alert("calm", State.OK, 2, 1f))).as("not shown").isFalse();
    assertThat(live.add(alert("new", State.WARNING, 2, 1f))).isTrue();
    assertThat(live.add(alert("new", State.CRITICAL, 3, 2f))).as("said before").isFalse();
  }

  @Test
  void no_series_is_added_when_all_alert() {
    for (String series : List.of("a", "b", "c", "d")) {
      live.add(alert(series, State.WARNING, 2, 1f));
    }

    live.add(alert("e", State.CRITICAL, 2, 3f));

    assertThat(keys()).containsExactly("a", "b", "c", "d");
  }

  @Test
  void an_older_change_is_ignored() {
    live.add(alert("a", State.CRITICAL, 9, 3f));

    live.add(alert("a", State.WARNING, 8, 3f));

    assertThat(live.snapshots().get(0).state()).isEqualTo(State.CRITICAL);
  }

  private List<String> keys() {
    return live.snapshots().stream().map(LiveSeries.Snapshot::series).toList();
  }

  private static Alert alert(String series, State state, long since, float score) {
    State before = state == State.OK ? State.PENDING : State.OK;
    return new Alert(
        "id",
        series,
        state,
        before,
        since,
        since,
        score,
        Cause.of("record", Direction.ABOVE),
        "r",
        "why");
  }
}
