package io.wavecast.core.forecast.deviation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No value may leave a number in the state that makes all later ones none. */
class FiniteStateTest {
  private static final int VALUES = 400;
  private static final float MAX = Float.MAX_VALUE;
  private static final double[] SOME = {3e38, -3e38, MAX, -MAX, 0, Float.MIN_VALUE, -1e-38, 1, 1e9};

  @ParameterizedTest
  @EnumSource(Profile.class)
  void all_means_and_records_stay_finite(Profile profile) {
    Random random = new Random(3);

    check(profile, i -> SOME[random.nextInt(SOME.length)]);
    check(profile, i -> i < 3 ? (i % 2 == 0 ? 3e38 : -3e38) : 100 + random.nextGaussian());
    check(profile, i -> i % 2 == 0 ? MAX : -MAX);
    check(profile, i -> i < VALUES / 2 ? -3.4e38 + 1e33 * i : 3.4e38); // a counter
    check(profile, i -> i < VALUES / 2 ? 5 : i % 2 == 0 ? MAX : -MAX);
    check(profile, i -> Float.MIN_VALUE * random.nextInt(4) - (i % 7 == 0 ? 1e-38 : 0));
    check(profile, i -> -2e38 - 1e38 * random.nextDouble() - (i < VALUES / 2 ? 0 : 3e37));
  }

  private static void check(Profile profile, IntToDoubleFunction value) {
    Watched w = new Watched(profile);
    for (int i = 0; i < VALUES; i++) {
      assertThat(w.feed(value.applyAsDouble(i)).score()).isBetween(0f, 1000f);
      byte[] data = w.bytes(profile);
      assertFinite(data, Layout.SCALE, 1);
      int voices = profile.layout.voices;
      assertFinite(data, voices + Changes.PREVIOUS, 4);
      assertFinite(data, voices + Voices.HISTOGRAM, 2);
      assertFinite(data, memory(profile, ForecastErrors.class), 1);
      assertFinite(data, memory(profile, Noise.class), 1);
      int records = memory(profile, Records.class);
      assertFinite(data, records, 1);
      assertFinite(data, records + 5, 1);
      assertFinite(data, memory(profile, Novelty.class), 2);
      if (profile == Profile.FULL) {
        assertFinite(data, memory(profile, LeadErrors.class), 3);
        assertFinite(data, memory(profile, Dwell.class), 2);
        int timeOfDay = memory(profile, TimeOfDay.class);
        assertFinite(data, timeOfDay + 2, 12);
      }
      for (Feature feature : Feature.values()) {
        if (feature.index < profile.features) {
          assertThat(Tail.record(data, profile.layout.tail(feature))).isFinite();
        }
      }
    }
  }

  private static int memory(Profile profile, Class<? extends Family> family) {
    return profile.layout.voices + profile.voices.offset(family);
  }

  private static void assertFinite(byte[] data, int at, int floats) {
    IntStream.range(0, floats)
        .forEach(i -> assertThat(Layout.getFloat(data, at + Float.BYTES * i)).isFinite());
  }
}
