package io.wavecast.service.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TopValuesTest {
  private final long[] now = {7};
  private final TopValues top = new TopValues(3, Duration.ofNanos(100), () -> now[0]);

  @Test
  void the_highest_of_many_are_those_that_sorting_all_of_them_finds() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Map<String, Double> all = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      String name = "s" + random.nextInt(500);
      double value = random.nextDouble();
      all.merge(name, value, Math::max);
      top.record(name, value);
    }

    Map<String, Double> highest =
        all.entrySet().stream()
            .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
            .limit(3)
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    assertThat(top.highest()).as("seed %d", seed).isEqualTo(highest);
  }

  @Test
  void a_value_is_reported_for_one_to_two_spans() {
    top.record("a", 5);
    now[0] += 100;
    top.record("b", 2);
    assertThat(top.highest()).containsOnly(Map.entry("a", 5.0), Map.entry("b", 2.0));

    now[0] += 100;
    assertThat(top.highest()).containsOnly(Map.entry("b", 2.0));

    now[0] += 1000;
    assertThat(top.highest()).isEmpty();
  }

  @Test
  void a_lower_value_counts_again_in_a_new_span() {
    for (String name : new String[] {"a", "b", "c", "d"}) {
      top.record(name, 9);
    }
    now[0] += 150;
    top.highest();

    top.record("e", 1);

    now[0] += 100;
    assertThat(top.highest()).containsOnly(Map.entry("e", 1.0));
  }

  @Test
  void zeros_are_not_reported_and_very_long_names_are_cut() {
    top.record("zero", 0);
    top.record("x".repeat(1000), 1);

    assertThat(top.highest()).containsOnly(Map.entry("x".repeat(128) + "…", 1.0));
  }
}
