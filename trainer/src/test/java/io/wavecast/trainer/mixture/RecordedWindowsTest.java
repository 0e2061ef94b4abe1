package io.wavecast.trainer.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.mixture.Recording.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordedWindowsTest {
  private static final int DRAWS = 4000;

  /** Ascends by 1 at each step, so that a window is a line whose place its offset tells. */
  private static Recording line(Kind kind, String source, int from, int size) {
    float[] values = new float[size];
    for (int t = 0; t < size; t++) {
      values[t] = from + t;
    }
    return new Recording(kind, source, values);
  }

  /** First values of drawn lines in their own unit; none of sums, noisy or reversed ones. */
  private static List<Double> starts(List<Recording> recordings) {
    RecordedWindows windows = new RecordedWindows(recordings);
    RandomDraws draws = new RandomDraws(5);
    List<Double> starts = new ArrayList<>();
    for (int i = 0; i < DRAWS; i++) {
      double[] series = windows.draw(draws);
      double step = series[1] - series[0];
      double start = series[0] / step;
      if (step > 0 && Math.abs(step - 1 / Math.sqrt((3600 - 1) / 12.0)) < 1e-6) {
        starts.add(start);
      }
    }
    return starts;
  }

  @Test
  void windows_are_those_of_the_series_from_the_first_to_the_last() {
    List<Double> starts = starts(List.of(line(Kind.HOURLY, "a", 0, 100)));

    Set<Long> places = new HashSet<>();
    starts.forEach(start -> places.add(Math.round(start)));
    assertThat(starts).allMatch(start -> Math.abs(start - Math.rint(start)) < 1e-3);
    assertThat(places).hasSize(41).allMatch(place -> place >= 0 && place <= 40);
    // neither added to, nor noisy, nor upside down
    assertThat(starts.size() / (double) DRAWS).isCloseTo(0.75 * 0.85 * 0.8, within(0.03));
  }

  @Test
  void kinds_count_by_their_share_and_sources_by_the_root_of_their_size() {
    List<Double> starts =
        starts(
            List.of(
                line(Kind.HOURLY, "a", 0, 459), // 400 windows
                line(Kind.HOURLY, "b", 10_000, 159), // 100 windows
                line(Kind.DAILY, "c", 20_000, 10_059)));

    double hourly = starts.stream().filter(s -> s < 15_000).count() / (double) starts.size();
    double a = starts.stream().filter(s -> s < 5_000).count() / (double) starts.size();
    assertThat(hourly).isCloseTo(0.5 / 0.65, within(0.03));
    assertThat(a / hourly).isCloseTo(2.0 / 3, within(0.03));
  }

  @Test
  void windows_that_stand_still_are_mostly_drawn_again() {
    float[] values = new float[2000];
    for (int t = 1000; t < 2000; t++) {
      values[t] = t % 2;
    }
    RecordedWindows windows =
        new RecordedWindows(List.of(new Recording(Kind.MACHINE, "a", values)));
    RandomDraws draws = new RandomDraws(1);

    int still = 0;
    for (int i = 0; i < DRAWS; i++) {
      still += Series.deviation(windows.draw(draws)) == 0 ? 1 : 0;
    }

    assertThat(still).isBetween(DRAWS / 500, DRAWS / 33); // half of the windows, each kept by 2 %
  }

  @Test
  void the_last_tenth_of_a_series_is_never_trained_on() {
    float[] values = new float[1000];
    for (int t = 0; t < 1000; t++) {
      values[t] = t < 900 ? t % 2 : t % 3;
    }
    TrainingData data = MixtureData.with(List.of(new Recording(Kind.HOURLY, "a", values)));

    assertThat(data.description()).contains("1 recorded series of 1 public sources, 900 values");
    assertThat(share(data.valid(), 3)).isGreaterThan(0.05);
    assertThat(share(data.valid(), 2)).isLessThan(share(data.valid(), 3) / 4);
    WindowSet batch = data.batches().of(2000, 1).at(0);
    assertThat(share(batch, 2)).isGreaterThan(0.05);
    assertThat(share(batch, 3)).isLessThan(share(batch, 2) / 4);
  }

  @Test
  void without_recordings_series_are_as_before() {
    assertThat(new Mixture(List.of()).draw(100, 3).windows())
        .isEqualTo(new Mixture().draw(100, 3).windows());
  }

  /** How many rows repeat exactly after these steps, and not after one. */
  private static double share(WindowSet set, int period) {
    int count = 0;
    for (int row = 0; row < set.size(); row++) {
      boolean same = set.value(row, 0) != set.value(row, 1);
      for (int t = period; t < WindowSet.EXAMPLE; t++) {
        same &= set.value(row, t) == set.value(row, t - period);
      }
      count += same ? 1 : 0;
    }
    return count / (double) set.size();
  }
}
