package io.wavecast.trainer.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.trainer.data.Batches;
import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.data.WindowSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedDataTest {

  /** Values that say where they stand. */
  private static RecordedSeries counting(String name, int from, int size) {
    long[] times = new long[size];
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      times[i] = 1000L * i;
      values[i] = from + i;
    }
    return new RecordedSeries("group", name, times, values);
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 81, 95, 200, 5000})
  void test_windows_come_after_all_training_windows(int size) {
    TrainingData data = RecordedData.of("x", List.of(counting("a", 0, size)));
    Batches<WindowSet> batches = data.batches().of(64, 1);

    float learned = 0;
    for (int step = 0; step < 20; step++) {
      learned = Math.max(learned, largest(batches.at(step).futures()));
    }

    assertThat(smallest(data.valid().futures())).isGreaterThan(learned);
    assertThat(smallest(data.test().futures())).isGreaterThan(largest(data.valid().futures()));
    assertThat(largest(data.test().futures())).isEqualTo(size - 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 81, 95, 113, 117, 120, 200, 5000})
  void the_test_part_begins_where_the_last_share_does(int size) {
    TrainingData data = RecordedData.of("x", List.of(counting("a", 0, size)));

    assertThat(smallest(data.test().futures()))
        .isEqualTo(RecordedData.firstOrigin(size, RecordedData.TEST));
  }

  @ParameterizedTest
  @CsvSource({"80, 25", "245, 25", "2000, 25", "5000, 54", "100000, 500"})
  void looks_are_a_pass_apart_yet_far_enough_to_learn_between_them(int size, int steps) {
    TrainingData data = RecordedData.of("x", List.of(counting("a", 0, size)));

    assertThat(data.stepsPerEpoch().applyAsInt(64)).isEqualTo(steps);
  }

  @Test
  void a_future_follows_its_window_in_the_same_series() {
    TrainingData data =
        RecordedData.of("x", List.of(counting("a", 0, 300), counting("b", 100_000, 90)));
    boolean second = false;

    for (WindowSet set : List.of(data.batches().of(200, 3).at(7), data.valid(), data.test())) {
      for (int row = 0; row < set.size(); row++) {
        second |= set.value(row, 0) >= 100_000;
        for (int t = 1; t < WindowSet.EXAMPLE; t++) {
          assertThat(set.value(row, t)).isEqualTo(set.value(row, t - 1) + 1);
        }
      }
    }
    assertThat(second).isTrue();
  }

  @Test
  void another_value_time_or_name_is_another_hash() {
    RecordedSeries one = counting("a", 0, 100);
    RecordedSeries moved = counting("a", 1, 100);
    long[] times = one.timestamps().clone();
    times[50]++;
    RecordedSeries later = new RecordedSeries("group", "a", times, one.values());

    assertThat(RecordedData.of("x", List.of(one)).sha256())
        .isEqualTo(RecordedData.of("y", List.of(counting("a", 0, 100))).sha256())
        .isNotEqualTo(RecordedData.of("x", List.of(moved)).sha256())
        .isNotEqualTo(RecordedData.of("x", List.of(later)).sha256())
        .isNotEqualTo(RecordedData.of("x", List.of(counting("b", 0, 100))).sha256());
  }

  @Test
  void a_series_that_cannot_be_cut_is_refused_by_name() {
    assertThatThrownBy(() -> RecordedData.of("x", List.of(counting("a", 0, 79))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("series a must hold at least 80 values, got: 79");
  }

  private static float largest(float[] values) {
    float largest = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      largest = Math.max(largest, value);
    }
    return largest;
  }

  private static float smallest(float[] values) {
    float smallest = Float.POSITIVE_INFINITY;
    for (float value : values) {
      smallest = Math.min(smallest, value);
    }
    return smallest;
  }
}
