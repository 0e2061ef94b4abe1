package io.wavecast.trainer.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.mixture.Recording.Kind;
import java.util.ArrayList;
import java.util.Arrays;
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

  /** First values of drawn lines in their own unit; none of sums, noisy or flipped ones. */
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
  void kinds_are_drawn_as_often_as_the_documents_say() {
    List<Recording> each = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      each.add(line(kind, "a", 1000 * kind.ordinal(), 100));
    }
    List<Double> starts = starts(each);

    double[] shares = new double[Kind.values().length];
    starts.forEach(start -> shares[(int) Math.round(start) / 1000] += 1.0 / starts.size());
    assertThat(shares).containsExactly(new double[] {0.5, 0.15, 0.15, 0.08, 0.12}, within(0.03));
  }

  /** The sum of two lines of the same slope has a slope that tells the size of the second. */
  @Test
  void a_quarter_have_another_window_added_of_a_tenth_to_all_of_its_size() {
    double unit = 1 / Math.sqrt((3600 - 1) / 12.0);
    List<Double> sizes = new ArrayList<>();
    List<Double> noise = new ArrayList<>();
    RecordedWindows windows = new RecordedWindows(List.of(line(Kind.HOURLY, "a", 0, 100)));
    RandomDraws draws = new RandomDraws(5);
    for (int i = 0; i < DRAWS; i++) {
      double[] series = windows.draw(draws);
      double slope = (series[59] - series[0]) / 59;
      double off = 0;
      for (int t = 0; t < 60; t++) {
        off += Math.abs(series[t] - series[0] - slope * t) / 60;
      }
      if (off > 1e-9) {
        noise.add(off);
      } else if (Math.abs(slope) / unit > 1 + 1e-6) {
        sizes.add(Math.abs(slope) / unit - 1);
      }
    }

    assertThat(sizes.size() / (double) DRAWS).isCloseTo(0.25 * 0.85, within(0.03));
    assertThat(sizes).allMatch(size -> size > 0.0999 && size < 1.0001);
    assertThat(sizes.stream().mapToDouble(Math::log10).average().orElseThrow())
        .isCloseTo(-0.5, within(0.05));
    assertThat(noise.size() / (double) DRAWS).isCloseTo(0.15, within(0.03));
    // from 0.01 to 1.2 of the series, evenly by its logarithm
    assertThat(noise.stream().sorted().toList().get(noise.size() / 2)).isBetween(0.05, 0.2);
  }

  /** A network must not learn that a series at rest leaves it: it would, for every constant. */
  @Test
  void no_window_stands_still_before_its_future() {
    float[] values = new float[2000];
    for (int t = 0; t < 2000; t++) {
      values[t] = t < 1000 ? 7 : t % 2;
    }
    RecordedWindows windows =
        new RecordedWindows(List.of(new Recording(Kind.MACHINE, "a", values)));
    RandomDraws draws = new RandomDraws(1);

    for (int i = 0; i < DRAWS; i++) {
      double[] window = Arrays.copyOf(windows.draw(draws), WindowSet.WINDOW);
      assertThat(Arrays.stream(window).distinct().count()).isGreaterThan(1);
    }
  }

  @Test
  void a_series_moves_where_two_values_before_its_last_ten_differ() {
    float[] values = new float[60];
    values[50] = 1;
    assertThat(new Recording(Kind.DAILY, "a", values).moves()).isFalse();

    values[49] = 1;
    assertThat(new Recording(Kind.DAILY, "a", values).moves()).isTrue();
  }

  @Test
  void the_last_tenth_of_a_series_is_never_trained_on() {
    float[] values = new float[1000];
    for (int t = 0; t < 1000; t++) {
      values[t] = t < 900 ? t % 2 : t % 3;
    }
    TrainingData data = MixtureData.with(List.of(new Recording(Kind.HOURLY, "a", values)));

    assertThat(data.description()).contains("1 recorded series of 1 sources, 900 values");
    assertThat(share(data.valid(), 3)).isGreaterThan(0.05);
    assertThat(share(data.valid(), 2)).isLessThan(share(data.valid(), 3) / 4);
    WindowSet batch = data.batches().of(2000, 1).at(0);
    assertThat(share(batch, 2)).isGreaterThan(0.05);
    assertThat(share(batch, 3)).isLessThan(share(batch, 2) / 4);
    assertThat(share(batch, 2)).isCloseTo(0.25 * 0.75 * 0.85, within(0.06));
  }

  /** Synthetic series hardly ever hold this value beside 0. */
  @Test
  void a_value_of_the_last_tenth_alone_is_in_no_batch() {
    float[] values = new float[1000];
    for (int t = 0; t < 1000; t++) {
      values[t] = t < 900 ? t % 2 : t % 2 == 0 ? 0 : 1 + t % 7;
    }
    TrainingData data = MixtureData.with(List.of(new Recording(Kind.HOURLY, "a", values)));

    assertThat(sevenths(data.valid())).isGreaterThan(100);
    assertThat(sevenths(data.batches().of(10_000, 1).at(0))).isLessThan(10);
  }

  /** Rows whose every second value is 0 and the others are of more than two sizes. */
  private static int sevenths(WindowSet set) {
    int count = 0;
    for (int row = 0; row < set.size(); row++) {
      for (int phase = 0; phase < 2; phase++) {
        boolean zeros = true;
        Set<Float> others = new HashSet<>();
        for (int t = 0; t < WindowSet.EXAMPLE; t++) {
          if (t % 2 == phase) {
            zeros &= set.value(row, t) == 0;
          } else {
            others.add(set.value(row, t));
          }
        }
        count += zeros && others.size() > 2 ? 1 : 0;
      }
    }
    return count;
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
