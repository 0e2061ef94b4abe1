package io.wavecast.broker.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WavesTest {
  @Test
  void values_follow_the_formula_up_to_their_noise() {
    long seed = 7;
    Random random = new Random(seed);
    double f1 = random.nextDouble();
    double f2 = random.nextDouble();
    double o1 = random.nextDouble();
    double o2 = random.nextDouble();
    Waves waves = new Waves(1, 200, seed);

    for (int step = 0; step < 500; step++) {
      double t = step / 59.0;
      double clean =
          0.5 * Math.sin((t - o1) * (10 * f1 + 10)) + 0.2 * Math.sin((t - o2) * (20 * f2 + 20));
      assertThat(waves.sample(200L * step).get("wave.1")).isCloseTo(clean, within(0.05));
    }
  }

  @Test
  void a_wave_continues_after_a_restart() {
    long now = 1_700_000_000_000L;

    Map<String, Double> before = new Waves(3, 200, 42).sample(now);
    Map<String, Double> after = new Waves(3, 200, 42).sample(now);

    assertThat(before).hasSize(3).isEqualTo(after);
  }
}
