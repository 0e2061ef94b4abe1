package io.wavecast.core.forecast.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.AlertState;
import io.wavecast.core.forecast.batch.FakeForecaster;
import io.wavecast.core.forecast.fit.FitState;
import io.wavecast.core.forecast.season.SeasonSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.SparseBytes;
import io.wavecast.core.text.SeriesPattern;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Observation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * G7: the file is of the present layout. After a change before the first release, {@code
 * -Dwavecast.write=true} writes it anew.
 */
class SeriesStateGoldenTest {
  private static final FitState FIT =
      new FitState(
          77, FitState.Verdict.MISFIT, 9, 400, 1, 0.75f, 1_700_000_000_000L, 399, 0.5f, -0.5f, 10);

  private static final CounterState COUNTER = new CounterState(1_700_000_000_000L, 1e15 + 1);
  private static final Map<String, String> LABELS = Map.of("service", "checkout", "zone", "ü");
  private static final Path FILE = Path.of("src/test/resources/golden/series-state.hex");

  @Test
  void a_state_with_all_sections_reads_back_and_its_layout_is_still_the_same() throws IOException {
    SeriesState example = example();
    if (Boolean.getBoolean("wavecast.write")) {
      Files.writeString(FILE, HexFormat.of().formatHex(example.toBytes()) + "\n");
    }
    byte[] golden = HexFormat.of().parseHex(Files.readString(FILE).strip());

    assertThat(example.toBytes())
        .as("another layout: before a release -Dwavecast.write=true; afterwards another VERSION")
        .isEqualTo(golden);
    SeriesState state = SeriesState.of(golden);

    assertThat(state.toBytes()).isEqualTo(golden);
    assertThat(state).usingRecursiveComparison().isEqualTo(SeriesState.of(example.toBytes()));
    assertThat(state.pending()).isEqualTo(3);
    assertThat(state.window()).usingRecursiveComparison().isEqualTo(example.window());
    assertThat(state.season().isEmpty()).isFalse();
    assertThat(state.deviation().isEmpty()).isFalse();
    assertThat(state.live().alertState()).isEqualTo(Alert.State.OK);
    assertThat(state.alert().state()).isEqualTo(Alert.State.WARNING);
    assertThat(state.fit()).isEqualTo(FIT);
    assertThat(state.labels().byName()).isEqualTo(LABELS);
    assertThat(state.counter()).isEqualTo(COUNTER);
    assertThat(state.history()).isEqualTo(COUNTER.timestamp());
  }

  @Test
  void one_observation_changes_few_bytes_of_a_full_window() {
    WindowState window = WindowState.EMPTY;
    WindowStep step = new WindowStep(WindowSettings.DEFAULT);
    byte[] before = {};
    for (int t = 0; t < 200; t++) {
      Observation o = new Observation("s", 1_700_000_000_000L + 60_000L * t, Math.sin(t) + 3);
      window = step.slide(window, o, step.classify(window, o), 50).withoutPending();
      byte[] after = SeriesState.EMPTY.with(window).toBytes();
      assertThat(SeriesState.of(after).window()).usingRecursiveComparison().isEqualTo(window);
      if (t >= 50) {
        // time, count, value, and what frames their runs
        assertThat(SparseBytes.difference(before, after)).hasSizeLessThan(22);
      }
      before = after;
    }
  }

  @Test
  void the_state_stays_small_however_much_waits() {
    SeriesStep step = counters();
    SeriesState state = SeriesState.EMPTY;
    for (int t = 0; t < 65; t++) {
      state =
          accept(step, state, new Observation("s", 1_700_000_000_000L + 86_400_000L * t, t))
              .state();
    }

    assertThat(state.pending()).isEqualTo(15);
    assertThat(state.with(FIT).toBytes().length).isLessThanOrEqualTo(2412);
  }

  @Test
  void the_state_of_an_hourly_series_is_small() {
    assertThat(hourly().toBytes().length).isLessThanOrEqualTo(2220);
  }

  @Test
  void bytes_that_are_no_state_are_refused_with_what_they_got() {
    assertThatThrownBy(() -> SeriesState.of(new byte[] {9, 1}))
        .hasMessageContaining("version of the state of a series must be 1, got: 9");
    assertThatThrownBy(() -> SeriesState.of(new byte[] {1, 77, 0, 0, 0, 0}))
        .hasMessageContaining("section")
        .hasMessageContaining("got: 77");
    assertThatThrownBy(() -> SeriesState.of(new byte[] {1, 0, 0, 77, 0, 0, 0, 0}))
        .as("what follows zeros is not dropped")
        .hasMessageContaining("got: 77");
    assertThatThrownBy(() -> SeriesState.of(new byte[] {1, 8, 0, 0, 0, 0}))
        .as("what an earlier build kept of a history beside live observations")
        .hasMessageContaining("got: 8");
    byte[] cut = example().toBytes();
    assertThatThrownBy(() -> SeriesState.of(java.util.Arrays.copyOf(cut, 60)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("60 bytes");
    assertThatThrownBy(() -> SeriesState.of(new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** 49 hours, with a memory that differs from hour to hour. */
  private static SeriesState hourly() {
    SeriesStep step = step();
    SeriesState state = SeriesState.EMPTY;
    for (int t = 0; t < 49; t++) {
      Observation hour = new Observation("s", 1_700_000_000_000L + 3_600_000L * t, t % 24);
      state = accept(step, state, hour).state();
    }
    return state;
  }

  /** 80 hours, a gap of two, and three that wait; and a history. */
  private static SeriesState example() {
    ByteBuffer alert = ByteBuffer.allocate(64);
    alert.put((byte) 2).put((byte) 2).put((byte) 1).putLong(COUNTER.timestamp()).rewind();
    return observed(80)
        .with(FIT)
        .with(COUNTER)
        .with(LabelState.EMPTY.with(LABELS))
        .with(AlertState.read(alert))
        .withHistory(COUNTER.timestamp());
  }

  private static SeriesState observed(int hours) {
    SeriesStep step = step();
    SeriesState state = SeriesState.EMPTY;
    for (int t = 0; t < hours; t++) {
      long time = 1_700_000_000_000L + 3_600_000L * (t < 30 ? t : t + 2);
      SeriesState before = t <= hours - 3 ? state.withoutPending() : state;
      state = accept(step, before, new Observation("s", time, t % 24)).state();
    }
    return state;
  }

  private static SeriesStep.Outcome accept(
      SeriesStep step, SeriesState state, Observation observation) {
    return step.accept(state, observation, step.classify(state, observation), FakeForecaster.SHAPE);
  }

  private static SeriesStep step() {
    return step(WindowSettings.DEFAULT);
  }

  /** One for which every series is a counter. */
  private static SeriesStep counters() {
    return step(WindowSettings.DEFAULT.withCounters(new Counters(List.of(SeriesPattern.ALL))));
  }

  private static SeriesStep step(WindowSettings windows) {
    return new SeriesStep(
        windows, AlertSettings.DEFAULT, 0.9, SeasonSettings.DEFAULT, Calendar.EMPTY, Metrics.NONE);
  }
}
