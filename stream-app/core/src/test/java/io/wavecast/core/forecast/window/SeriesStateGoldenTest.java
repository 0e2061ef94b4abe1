package io.wavecast.core.forecast.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.forecast.RandomWalk;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.batch.FakeForecaster;
import io.wavecast.core.forecast.deviation.Profile;
import io.wavecast.core.forecast.fit.FitState;
import io.wavecast.core.forecast.season.SeasonSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.SeriesPattern;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.Observation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** G7: states stay readable for ever. The files were written by the first release. */
class SeriesStateGoldenTest {
  private static final FitState FIT =
      new FitState(
          77, FitState.Verdict.MISFIT, 9, 400, 1, 0.75f, 1_700_000_000_000L, 399, 0.5f, -0.5f, 10);

  @Test
  void the_state_of_the_first_layout_still_reads_back() throws IOException {
    byte[] golden = golden("series-state-v1.hex");

    SeriesState state = SeriesState.of(golden);

    assertThat(state.pending()).isEqualTo(3);
    assertThat(state.window).usingRecursiveComparison().isEqualTo(example(Profile.FULL).window);
    assertThat(SeriesState.of(state.toBytes()).window)
        .usingRecursiveComparison()
        .isEqualTo(state.window);
  }

  @ParameterizedTest
  @CsvSource({"4, FULL", "3, LIGHT"})
  void a_state_with_all_sections_reads_back_and_its_layout_is_still_the_same(
      int version, Profile profile) throws IOException {
    byte[] golden = golden(file(version, profile));

    SeriesState state = SeriesState.of(golden);

    assertThat(state.toBytes()).isEqualTo(golden);
    assertThat(example(profile).toBytes()).isEqualTo(golden);
    assertThat(state.alertState()).isEqualTo(Alert.State.OK);
  }

  @Test
  void a_state_that_remembers_the_day_reads_back_and_its_layout_is_still_the_same()
      throws IOException {
    byte[] golden = golden("series-state-v4-season.hex");

    SeriesState state = SeriesState.of(golden);

    assertThat(state.season.isEmpty()).isFalse();
    assertThat(state.toBytes()).isEqualTo(golden);
    assertThat(golden).hasSameSizeAs(hourly().toBytes());
  }

  @Test
  void a_state_that_knows_a_misfit_reads_back_and_its_layout_is_still_the_same()
      throws IOException {
    byte[] golden = golden("series-state-v2-fit.hex");

    SeriesState state = SeriesState.of(golden);

    assertThat(state.fit).isEqualTo(FIT);
    assertThat(state.toBytes()).isEqualTo(golden);
    assertThat(withFit(SeriesState.EMPTY).toBytes()).isEqualTo(golden);
  }

  @Test
  void a_state_with_labels_reads_back_and_its_layout_is_still_the_same() throws IOException {
    byte[] golden = golden("series-state-v1-labels.hex");
    Map<String, String> labels = Map.of("service", "checkout", "zone", "ü");

    SeriesState state = SeriesState.of(golden);

    assertThat(state.labels.byName()).isEqualTo(labels);
    assertThat(state.toBytes()).isEqualTo(golden);
    assertThat(SeriesState.EMPTY.with(WindowState.EMPTY, LabelState.EMPTY.with(labels)).toBytes())
        .isEqualTo(golden);
  }

  @Test
  void a_state_of_a_counter_reads_back_and_its_layout_is_still_the_same() throws IOException {
    byte[] first = golden("series-state-v1-counter-first.hex");
    byte[] next = golden("series-state-v1-counter.hex");
    CounterState value = new CounterState(1_700_000_000_000L, 1e15 + 1);
    SeriesState begun = SeriesState.EMPTY.with(value);

    assertThat(begun.toBytes()).isEqualTo(first);
    assertThat(SeriesState.of(first).counter).isEqualTo(value);
    assertThat(SeriesState.of(first).latest()).isEqualTo(value.timestamp());
    SeriesState rated =
        accept(
                counters(Profile.FULL),
                begun,
                new Observation("s", value.timestamp() + 2000, 1e15 + 4))
            .state();
    SeriesState values = SeriesState.EMPTY.with(rated.window, LabelState.EMPTY).with(rated.counter);
    assertThat(values.toBytes()).isEqualTo(next);
    assertThat(SeriesState.of(next).counter)
        .isEqualTo(new CounterState(value.timestamp() + 2000, 1e15 + 4));
    assertThat(SeriesState.of(next).window.values()).containsExactly(1.5f);
  }

  @Test
  void a_memory_of_the_day_outlives_a_change_of_the_score() throws IOException {
    SeriesState old = SeriesState.of(golden("series-state-v1-season.hex"));

    assertThat(old.season)
        .usingRecursiveComparison()
        .isEqualTo(SeriesState.of(old.toBytes()).season)
        .isEqualTo(SeriesState.of(golden("series-state-v3-season.hex")).season)
        .isEqualTo(SeriesState.of(golden("series-state-v4-season.hex")).season);
  }

  /** The full profile got a voice for the hour of the week, which begins to learn. */
  @ParameterizedTest
  @ValueSource(strings = {"full", "season"})
  void a_state_without_a_later_voice_goes_on_as_if_it_had_been_there(String name)
      throws IOException {
    SeriesStep step = step(Profile.FULL);
    SeriesState before = SeriesState.of(golden("series-state-v3-" + name + ".hex"));
    SeriesState present = SeriesState.of(golden("series-state-v4-" + name + ".hex"));

    assertThat(before.toBytes()).isEqualTo(golden("series-state-v3-" + name + ".hex"));
    SeriesStep.Outcome one = complete(step, before);
    SeriesStep.Outcome other = complete(step, present);
    assertThat(one.events()).isEqualTo(other.events());
    assertThat(one.state().toBytes()).isEqualTo(other.state().toBytes());
  }

  @Test
  void a_state_without_a_memory_begins_one() throws IOException {
    SeriesStep step = step(Profile.FULL);
    SeriesState state = SeriesState.of(golden("series-state-v1-full.hex")).withoutPending();
    assertThat(state.season.isEmpty()).isTrue();

    for (int hour = 1; hour <= 6; hour++) {
      Observation later = new Observation("s", state.latest() + 3_600_000, hour);
      state = accept(step, state, later).state();
    }

    assertThat(state.season.isEmpty()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1, FULL", "1, LIGHT", "2, FULL", "2, LIGHT"})
  void a_state_of_an_earlier_score_keeps_its_window_forecasts_and_calibration(
      int version, Profile profile) throws IOException {
    byte[] first = golden(file(version, profile));
    SeriesStep step = step(profile);

    SeriesState old = SeriesState.of(first);
    SeriesState present = example(profile);

    assertThat(old.window).usingRecursiveComparison().isEqualTo(present.window);
    assertThat(old.alert).isEqualTo(present.alert);
    assertThat(complete(step, old).events()).isEqualTo(complete(step, present).events());
  }

  /** Forecasts what is pending, then judges one observation more and forecasts again. */
  private static SeriesStep.Outcome complete(SeriesStep step, SeriesState state) {
    SeriesState done = step.complete(state, forecasts(state)).state();
    Observation next = new Observation("s", done.latest() + 60_000, 30);
    SeriesState accepted = accept(step, done, next).state();
    return step.complete(accepted, forecasts(accepted));
  }

  private static List<Forecast> forecasts(SeriesState state) {
    return state.requests("s").stream()
        .map(
            r ->
                new RandomWalk(0.9)
                    .forecast("s", r.origin(), r.stepMs(), r.values(), 0, false, false, 10))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"FULL, 2880", "LIGHT, 1210"})
  void the_state_stays_small_however_much_waits(Profile profile, int limit) {
    SeriesStep step = counters(profile);
    SeriesState state = SeriesState.EMPTY;
    for (int t = 0; t < 65; t++) {
      state =
          accept(step, state, new Observation("s", 1_700_000_000_000L + 86_400_000L * t, t))
              .state();
    }

    assertThat(state.pending()).isEqualTo(15);
    assertThat(withFit(state).toBytes().length).isLessThanOrEqualTo(limit);
  }

  @Test
  void the_state_of_an_hourly_series_is_small() {
    assertThat(hourly().toBytes().length).isLessThanOrEqualTo(2700);
  }

  @Test
  void bytes_that_are_no_state_are_refused_with_what_they_got() {
    assertThatThrownBy(() -> SeriesState.of(new byte[] {9, 1}))
        .hasMessageContaining("version of the state of a series must be 1, got: 9");
    assertThatThrownBy(() -> SeriesState.of(new byte[] {1, 77, 0, 0, 0, 0}))
        .hasMessageContaining("section")
        .hasMessageContaining("got: 77");
    byte[] cut = example(Profile.FULL).toBytes();
    assertThatThrownBy(() -> SeriesState.of(java.util.Arrays.copyOf(cut, 60)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("60 bytes");
    assertThatThrownBy(() -> SeriesState.of(new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** 49 hours, with a memory that differs from hour to hour. */
  private static SeriesState hourly() {
    SeriesStep step = step(Profile.FULL);
    SeriesState state = SeriesState.EMPTY;
    for (int t = 0; t < 49; t++) {
      Observation hour = new Observation("s", 1_700_000_000_000L + 3_600_000L * t, t % 24);
      state = accept(step, state, hour).state();
    }
    return state;
  }

  /** 52 observations, a gap of two, and three that wait. */
  private static SeriesState example(Profile profile) {
    SeriesStep step = step(profile);
    SeriesState state = SeriesState.EMPTY;
    for (int t = 0; t < 52; t++) {
      long time = 1_700_000_000_000L + 60_000L * (t < 30 ? t : t + 2);
      SeriesState before = t == 49 ? state.withoutPending() : state;
      state = accept(step, before, new Observation("s", time, t * 0.5)).state();
    }
    return state;
  }

  private static SeriesStep.Outcome accept(
      SeriesStep step, SeriesState state, Observation observation) {
    return step.accept(state, observation, step.classify(state, observation), FakeForecaster.SHAPE);
  }

  private static SeriesStep step(Profile profile) {
    return step(WindowSettings.DEFAULT, profile);
  }

  /** One for which every series is a counter. */
  private static SeriesStep counters(Profile profile) {
    return step(
        WindowSettings.DEFAULT.withCounters(new Counters(List.of(SeriesPattern.ALL))), profile);
  }

  private static SeriesStep step(WindowSettings windows, Profile profile) {
    return new SeriesStep(
        windows,
        profile,
        AlertSettings.DEFAULT,
        0.9,
        SeasonSettings.DEFAULT,
        Calendar.EMPTY,
        Metrics.NONE);
  }

  private static SeriesState withFit(SeriesState s) {
    return new SeriesState(
        s.window, s.deviation, s.alert, s.season, FIT, s.labels, s.backfilled, s.counter);
  }

  private static String file(int version, Profile profile) {
    return "series-state-v%d-%s.hex".formatted(version, profile).toLowerCase(Locale.ROOT);
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream in = SeriesStateGoldenTest.class.getResourceAsStream("/golden/" + name)) {
      return HexFormat.of()
          .parseHex(new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip());
    }
  }
}
