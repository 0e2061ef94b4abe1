package io.wavecast.service.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.text.LabelPattern;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Alert.State;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Direction;
import io.wavecast.service.console.SeriesIndex.Place;
import io.wavecast.service.console.SeriesIndex.Search;
import io.wavecast.service.console.SeriesIndex.Series;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeriesIndexTest {
  private final SeriesIndex index =
      new SeriesIndex(LabelPattern.of("(?<service>[a-z]+)\\.(?<site>[a-z]+)\\..*"));

  @Test
  void keys_are_in_the_order_of_their_numbers() {
    List<String> expected =
        List.of("a", "a1b", "a1c", "a02", "a2", "a10", "wave.2", "wave.10", "wave.10.x");
    List<String> shuffled = new ArrayList<>(expected);
    Collections.shuffle(shuffled, new Random(7));
    shuffled.forEach(this::see);

    assertThat(keys("", "", 20)).containsExactlyElementsOf(expected);
  }

  @Test
  void a_search_looks_through_all_series_and_gives_them_in_pages() {
    for (int i = 1; i <= 250; i++) {
      see("wave." + i);
    }

    SeriesIndex.Page first = index.find(Search.of("WAVE.2", Set.of()), "", 10);

    assertThat(first.matching()).isEqualTo(62);
    assertThat(first.total()).isEqualTo(250);
    assertThat(first.series()).hasSize(10).first().extracting(Series::key).isEqualTo("wave.2");
    assertThat(keys("wave.2", "wave.28", 3)).containsExactly("wave.29", "wave.200", "wave.201");
  }

  @Test
  void labels_of_keys_and_of_alerts_are_searched_for() {
    see("db.south.cpu");
    see("db.north.cpu");
    index.alerted(alert("web", State.WARNING, 5, Map.of("site", "south-2")));

    assertThat(keys("site=south*", "", 9)).containsExactly("web", "db.south.cpu");
    assertThat(keys("site=south* cpu", "", 9)).containsExactly("db.south.cpu");
    assertThat(keys("site=east", "", 9)).isEmpty();
  }

  @Test
  void series_are_found_by_their_newest_alert_state() {
    see("calm");
    index.alerted(alert("a", State.CRITICAL, 5, Map.of()));
    index.alerted(alert("b", State.WARNING, 5, Map.of()));
    index.alerted(alert("b", State.OK, 6, Map.of()));
    boolean isNews = index.alerted(alert("b", State.WARNING, 5, Map.of()));

    assertThat(isNews).as("an older change").isFalse();
    assertThat(index.find(Search.of("", Set.of(State.CRITICAL, State.WARNING)), "", 9).series())
        .extracting(Series::key)
        .containsExactly("a");
    assertThat(index.firing()).extracting(Alert::series).containsExactly("a");
  }

  @Test
  void series_that_alert_are_listed_first_on_each_page() {
    List.of("a", "b", "c", "d").forEach(this::see);
    index.alerted(alert("d", State.WARNING, 5, Map.of()));
    index.alerted(alert("c", State.PENDING, 5, Map.of()));

    assertThat(keys("", "", 2)).containsExactly("d", "a");
    assertThat(keys("", "d", 2)).containsExactly("a", "b");
    assertThat(keys("", "a", 2)).containsExactly("b", "c");
    assertThat(index.find(Search.of("", Set.of()), "a", 2).hasMore()).isFalse();
    assertThat(index.find(Search.of("", Set.of()), "d", 2).hasMore()).isTrue();
  }

  @Test
  void the_worst_alert_comes_first_then_the_newest() {
    index.alerted(alert("early", State.WARNING, 1, Map.of()));
    index.alerted(alert("worst", State.CRITICAL, 2, Map.of()));
    index.alerted(alert("late", State.WARNING, 3, Map.of()));
    index.alerted(alert("pending", State.PENDING, 4, Map.of()));

    assertThat(index.firing()).extracting(Alert::series).containsExactly("worst", "late", "early");
  }

  @Test
  void of_equal_states_the_higher_score_is_worse_and_muted_ones_are_not_named() {
    index.alerted(scored("low", 9, 2.1f));
    index.alerted(scored("high", 1, 3.4f));

    assertThat(index.firing()).extracting(Alert::series).containsExactly("high", "low");
    assertThat(index.worst(a -> a.series().equals("high"))).map(Alert::series).contains("low");
    assertThat(index.worst(a -> true)).map(Alert::series).contains("high");
    assertThat(index.worst(a -> false)).map(Alert::series).contains("high");
  }

  @Test
  void an_older_record_does_not_move_a_series_back() {
    index.seen("a", new Place(1, 20, 7));
    index.seen("a", new Place(1, 10, 3));

    assertThat(index.get("a").orElseThrow().place()).isEqualTo(new Place(1, 20, 7));
  }

  @Test
  void there_is_a_limit_and_the_list_says_so() {
    for (int i = 0; i < SeriesIndex.MAX_SERIES; i++) {
      see("s" + i);
    }
    boolean isCompleteWhenFull = index.isComplete();

    see("one more");

    assertThat(isCompleteWhenFull).isTrue();
    assertThat(index.isComplete()).isFalse();
    assertThat(index.size()).isEqualTo(SeriesIndex.MAX_SERIES);
  }

  @Test
  void an_expired_series_is_not_listed() {
    see("a");
    index.expired("a", 2);

    assertThat(keys("", "", 9)).isEmpty();
  }

  @Test
  void a_series_that_has_returned_since_it_expired_stays() {
    see("a");
    index.expired("a", 1);

    assertThat(keys("", "", 9)).containsExactly("a");
  }

  private void see(String key) {
    index.seen(key, new Place(0, 1, 1));
  }

  private List<String> keys(String text, String after, int limit) {
    return index.find(Search.of(text, Set.of()), after, limit).series().stream()
        .map(Series::key)
        .toList();
  }

  private static Alert scored(String series, long since, float score) {
    Alert a = alert(series, State.CRITICAL, since, Map.of());
    return new Alert(
        a.id(),
        series,
        a.state(),
        a.previous(),
        since,
        a.started(),
        score,
        a.cause(),
        a.rule(),
        "",
        Map.of());
  }

  static Alert alert(String series, State state, long since, Map<String, String> labels) {
    return new Alert(
        Alert.idOf(series, since, state),
        series,
        state,
        state == State.OK ? State.WARNING : State.OK,
        since,
        Math.min(since, 5),
        2,
        Cause.of("record", Direction.ABOVE),
        "default",
        state + " because",
        labels);
  }
}
