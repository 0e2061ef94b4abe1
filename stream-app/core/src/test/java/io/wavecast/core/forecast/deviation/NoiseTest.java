package io.wavecast.core.forecast.deviation;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Voice;
import org.junit.jupiter.api.Test;

/** Changes are noise when they are larger than the typical one, and larger than they ever were. */
class NoiseTest {
  private static final int AT =
      Profile.FULL.layout.voices + Profile.FULL.voices.offset(Noise.class);

  private final Noise noise = new Noise();
  private final Sample s = new Sample(new byte[Profile.FULL.layout.size], Profile.FULL.layout);

  @Test
  void one_jump_after_a_long_calm_is_no_noise_and_several_are() {
    for (int t = 0; t < 300; t++) {
      change(0);
      noise.learn(s, AT);
    }

    change(100);
    assertThat(s.value(Feature.NOISE)).isNegative();
    assertThat(s.evidence(Voice.NOISE)).isZero();

    change(100);
    assertThat(s.value(Feature.NOISE)).isPositive();
    assertThat(s.evidence(Voice.NOISE)).isGreaterThan(3);
  }

  private void change(double change) {
    int n = s.n + 1;
    s.clear();
    s.n = n;
    s.change = change;
    s.typical = 1;
    s.trifle = 0.05;
    noise.listen(s, AT);
  }
}
