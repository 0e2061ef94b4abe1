package io.wavecast.core.forecast.deviation;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.stream.BitInput;
import io.wavecast.core.stream.BitOutput;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResidualsTest {
  private static final float[] FLOATS = {
    0f,
    -0f,
    1f,
    -1f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    0.1f,
    -3.5f
  };

  @Test
  void whatever_was_predicted_the_actual_floats_come_back() {
    for (float actual : FLOATS) {
      for (float predicted : FLOATS) {
        byte[] was = new byte[8];
        Layout.putFloat(was, 4, actual);
        byte[] from = new byte[8];
        Layout.putFloat(from, 4, predicted);

        assertThat(restored(from, was, true, 4)).as("%s for %s", predicted, actual).isEqualTo(was);
      }
    }
  }

  @Test
  void whatever_was_predicted_the_actual_numbers_of_16_bits_come_back() {
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      byte[] was = new byte[6];
      random.nextBytes(was);
      byte[] from = new byte[6];
      random.nextBytes(from);

      assertThat(restored(from, was, false, 0, 2, 4)).as("number %d", i).isEqualTo(was);
    }
  }

  @Test
  void what_was_predicted_takes_less_than_a_byte() {
    BitOutput out = new BitOutput(8);

    new Residuals.Writer(new byte[8], 0, out).shorts(new byte[8], 0, new int[] {0, 2, 4});

    assertThat(out.toByteArray()).containsExactly(0);
  }

  @Test
  void neighbours_of_a_float_take_few_bits() {
    byte[] was = new byte[4];
    Layout.putFloat(was, 0, Math.nextUp(1f));
    byte[] from = new byte[4];
    Layout.putFloat(from, 0, Math.nextDown(1f));
    BitOutput out = new BitOutput(8);

    new Residuals.Writer(was, 0, out).floats(from, 0, new int[] {0});

    assertThat(out.toByteArray()).as("6 bits and 3 of the zigzag code 4").hasSize(2);
  }

  /** What is read with a prediction, after it was written with the same one. */
  private static byte[] restored(byte[] predicted, byte[] actual, boolean floats, int... offsets) {
    BitOutput out = new BitOutput(8);
    byte[] written = predicted.clone();
    pass(new Residuals.Writer(actual, 0, out), written, floats, offsets);
    assertThat(written).isEqualTo(actual);
    byte[] read = predicted.clone();
    BitInput in = new BitInput(ByteBuffer.wrap(out.toByteArray()));
    pass(new Residuals.Reader(in), read, floats, offsets);
    return read;
  }

  private static void pass(Residuals residuals, byte[] data, boolean floats, int[] offsets) {
    if (floats) {
      residuals.floats(data, 0, offsets);
    } else {
      residuals.shorts(data, 0, offsets);
    }
  }
}
