package io.wavecast.core.forecast.deviation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalMemoryTest {
  private static final int SLOTS = 24;

  private byte[] data = new byte[3 + IntervalMemory.size(SLOTS)];
  private int t;

  @Test
  void a_known_value_has_no_novelty_and_a_distant_one_has_much() {
    feed(200, i -> Math.sin(i * 0.3));

    assertThat(add(Math.sin(10 * 0.3))).isZero();
    double near = add(1.2);
    double far = add(3);

    assertThat(near).isBetween(0.5, 5.0);
    assertThat(far).isGreaterThan(2 * near);
    assertThat(add(3)).isZero();
  }

  @Test
  void a_value_inside_the_range_is_news_where_none_was_before() {
    feed(300, i -> i % 2 == 0 ? -10 + 0.1 * (i % 7) : 10 + 0.1 * (i % 5));

    assertThat(add(0)).isGreaterThan(5);
    assertThat(add(-9.8)).isZero();
  }

  @Test
  void a_value_not_seen_again_is_forgotten_and_novel_once_more() {
    feed(300, i -> Math.sin(i * 0.3));
    assertThat(add(5)).isGreaterThan(1);
    feed(IntervalMemory.EXPIRE - 20, i -> Math.sin(i * 0.3));
    assertThat(add(5)).isZero();
    feed(IntervalMemory.EXPIRE + 20, i -> Math.sin(i * 0.3));

    assertThat(add(5)).isGreaterThan(1);
  }

  @Test
  void the_first_values_are_never_news() {
    for (int i = 0; i < IntervalMemory.WARMUP; i++) {
      assertThat(add(i * i)).isZero();
    }
    assertThat(add(10_000)).isPositive();
  }

  @Test
  void a_constant_series_has_no_novelty_until_it_changes() {
    for (int i = 0; i < 500; i++) {
      assertThat(add(1_000_000)).isZero();
    }
    assertThat(add(1_000_001)).isGreaterThan(10);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-30, 1e-3, 1, 1e6, 1e30})
  void the_unit_of_a_series_does_not_matter(double unit) {
    byte[] other = new byte[data.length];
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 2000; i++) {
      double x = random.nextDouble() + (i % 400 == 399 ? 5 * random.nextDouble() : 0);
      double plain = IntervalMemory.add(data, 3, SLOTS, (float) x, i);
      double scaled = IntervalMemory.add(other, 3, SLOTS, (float) (x * unit), i);
      assertThat(scaled).as("at %d", i).isCloseTo(plain, within(0.02));
    }
  }

  @Test
  void any_finite_values_keep_novelty_finite() {
    float[] extremes = {0, Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE, 1e-40f, -0f, 1};
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 5000; i++) {
      double novelty = add(extremes[random.nextInt(extremes.length)]);
      assertThat(novelty).isGreaterThanOrEqualTo(0).isFinite();
    }
  }

  /** Trends, jumps and noise: codes of 16 bits must do what double precision does. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void few_bytes_do_as_well_as_double_precision(long seed) {
    ReferenceScore.Memory exact = new ReferenceScore.Memory(SLOTS, 0.12, IntervalMemory.EXPIRE);
    SplittableRandom random = new SplittableRandom(seed);
    double level = 100 * random.nextDouble();
    double differences = 0;
    double novelties = 0;
    for (int i = 0; i < 8000; i++) {
      level += seed % 2 == 0 ? 0.05 : 0;
      level += random.nextDouble() < 0.002 ? 50 * (random.nextDouble() - 0.5) : 0;
      float x = (float) (level + 5 * Math.sin(i / 20.0) + random.nextDouble());
      double novelty = add(x);
      double expected = exact.add(x);
      differences += Math.abs(novelty - expected);
      novelties += expected;
    }

    assertThat(novelties).isGreaterThan(1);
    assertThat(differences / novelties).as("seed %d", seed).isLessThan(0.1);
  }

  @Test
  void bytes_around_the_memory_are_left_alone() {
    data = new byte[data.length + 5];
    feed(5000, i -> Math.sin(i) * i);

    assertThat(data).startsWith(0, 0, 0).endsWith(0, 0, 0, 0, 0);
  }

  private void feed(int n, DoubleUnaryOperator value) {
    for (int i = 0; i < n; i++) {
      add(value.applyAsDouble(i));
    }
  }

  private double add(double x) {
    return IntervalMemory.add(data, 3, SLOTS, (float) x, t++);
  }
}
