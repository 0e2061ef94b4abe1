package io.wavecast.core.forecast.deviation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueMemoryTest {
  private static final int AT = 3;

  private final ValueMemory memory = new ValueMemory(128);
  private final byte[] data = new byte[AT + memory.size() + 2];
  private int n;

  @Test
  void what_was_seen_is_not_new() {
    feed(0, 100, 20, 60);

    assertThat(add(20)).isZero();
    assertThat(add(60)).isZero();
    assertThat(add(100)).isZero();
  }

  @Test
  void a_value_is_as_new_as_it_is_far_from_all_that_were_seen() {
    feed(0, 100);
    double middle = copy().add(50);
    double near = copy().add(20);
    double outside = copy().add(1000);

    assertThat(near).isCloseTo(0.4 * middle, within(0.1 * middle));
    assertThat(outside).isCloseTo(2 * middle, within(0.1 * middle));
  }

  @Test
  void a_value_is_learned_at_once_with_small_gaps_beside_it() {
    feed(0, 100, 50);
    assertThat(add(58)).isPositive();

    assertThat(add(58)).isZero();
    assertThat(add(54)).as("between 50 and 58").isZero();
    assertThat(add(75)).isPositive();
    assertThat(add(66)).as("between 58 and 75, which are far apart").isPositive();
  }

  @Test
  void where_gaps_are_common_a_gap_means_little() {
    ValueMemoryTest calm = new ValueMemoryTest();
    calm.feed(0, 1600);
    feed(0, 1600);
    for (int i = 1; i < 8; i++) {
      calm.add(0);
      add(200 * i);
    }

    assertThat(add(100)).isPositive().isLessThan(0.85 * calm.add(100));
  }

  @Test
  void what_is_not_seen_for_two_generations_is_forgotten() {
    feed(0, 100, 50);
    repeat(2 * ValueMemory.GENERATION - n, 0, 100);
    assertThat(copy().add(50)).isPositive();

    ValueMemoryTest other = new ValueMemoryTest();
    other.feed(0, 100, 50);
    other.repeat(ValueMemory.GENERATION, 0, 100);
    assertThat(other.add(50)).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-30, 1e-3, 1, 1e6, 1e30})
  void the_unit_of_a_series_does_not_matter(double unit) {
    feed(-3 * unit, 7 * unit);
    double there = add(2 * unit);
    ValueMemoryTest one = new ValueMemoryTest();
    one.feed(-3, 7);

    assertThat(there).isCloseTo(one.add(2), within(0.02 * there));
  }

  @Test
  void a_change_of_a_constant_is_a_full_gap_and_rounding_is_none() {
    feed(1e6);
    assertThat(copy().add(1e6 + 1)).isCloseTo(1 / Math.sqrt(0.002), within(0.1));
    assertThat(add(1e6 * (1 + 1e-12))).isLessThan(0.1);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE})
  void the_largest_numbers_are_remembered_like_others(float extreme) {
    feed(0, extreme);

    assertThat(add(extreme)).isZero();
    assertThat(add(0)).isZero();
    assertThat(add(-extreme)).isFinite();
  }

  @Test
  void no_byte_beside_the_memory_changes() {
    feed(0, 100, -1e9, 1e9, 3);

    assertThat(Arrays.copyOf(data, AT)).containsOnly(0);
    assertThat(Arrays.copyOfRange(data, AT + memory.size(), data.length)).containsOnly(0);
  }

  /** Repeats values until they count. */
  private void feed(double... values) {
    repeat(60, values);
  }

  private void repeat(int times, double... values) {
    for (int i = 0; i < times || i % values.length != 0; i++) {
      add(values[i % values.length]);
    }
  }

  private double add(double x) {
    return memory.add(data, AT, x, n++);
  }

  private ValueMemoryTest copy() {
    ValueMemoryTest copy = new ValueMemoryTest();
    System.arraycopy(data, 0, copy.data, 0, data.length);
    copy.n = n;
    return copy;
  }
}
