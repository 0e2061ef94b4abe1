package io.wavecast.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** All 65,536 halves against their definition in IEEE 754. */
class Float16Test {
  private static final int COUNT = 1 << 16;

  /** Sign, 5 bits of exponent, 10 bits of fraction. */
  private static float value(int bits) {
    int exponent = bits >> 10 & 31;
    double fraction = (bits & 1023) / 1024.0;
    double size =
        exponent == 31
            ? bits % 1024 == 0 ? Double.POSITIVE_INFINITY : Double.NaN
            : exponent == 0
                ? fraction * Math.pow(2, -14)
                : (1 + fraction) * Math.pow(2, exponent - 15);
    return (float) (bits < 1 << 15 ? size : -size);
  }

  private static float rounded(float value) {
    float[] values = {value};
    Float16.round(Map.of("w", values));
    return values[0];
  }

  @Test
  void a_half_stays_as_it_is_and_is_written_in_its_own_bits() {
    for (int bits = 0; bits < COUNT; bits++) {
      float value = value(bits);
      if (!Float.isNaN(value)) {
        float[] one = {value};
        assertThat(rounded(value)).as("half %x", bits).isEqualTo(value);
        assertThat(Float16.are(one)).as("half %x", bits).isTrue();
        ByteBuffer bytes = Float16.bytes(one).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.remaining()).isEqualTo(2);
        assertThat(bytes.getShort() & 0xffff).as("bits of %s", value).isEqualTo(bits);
      }
    }
  }

  /** Between two halves the nearer one; in the middle the one whose last bit is 0. */
  @Test
  void other_values_become_the_nearest_half() {
    Random random = new Random(11);
    for (int bits = 0; bits < 0x7bff; bits++) { // up to the largest
      float below = value(bits);
      float above = value(bits + 1);
      float middle = (float) (((double) below + above) / 2);
      float any = (float) (below + random.nextDouble() * ((double) above - below));

      assertThat(rounded(middle)).as("middle %x", bits).isEqualTo(bits % 2 == 0 ? below : above);
      assertThat(rounded(Math.nextDown(middle))).as("below %x", bits).isEqualTo(below);
      assertThat(rounded(Math.nextUp(middle))).as("above %x", bits).isEqualTo(above);
      assertThat(rounded(-any)).as("negative %s", any).isEqualTo(-rounded(any));
      assertThat(Float16.are(new float[] {below, middle})).as("middle %x", bits).isFalse();
    }
  }
}
