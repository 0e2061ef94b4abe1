package io.wavecast.core.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BitOutputTest {
  @Test
  void numbers_of_any_number_of_bits_read_back() {
    for (int seed = 0; seed < 50; seed++) {
      BitOutput out = new BitOutput(1);
      Random random = new Random(seed);
      for (int i = 0; i < 200; i++) {
        int n = random.nextInt(65);
        out.bits(random.nextLong(), n);
      }

      BitInput in = new BitInput(ByteBuffer.wrap(out.toByteArray()));
      Random again = new Random(seed);
      for (int i = 0; i < 200; i++) {
        int n = again.nextInt(65);
        long mask = n == 0 ? 0 : -1L >>> (64 - n);
        assertThat(in.bits(n)).as("seed %d, number %d", seed, i).isEqualTo(again.nextLong() & mask);
      }
    }
  }

  @Test
  void bits_share_a_byte_and_what_follows_begins_with_a_new_one() {
    BitOutput out = new BitOutput(1);

    out.bits(1, 1);
    out.bits(2, 3);
    out.write(7);
    out.bits(3, 2);
    out.write(new byte[] {0, 9, 0}, 1, 1);

    assertThat(out.toByteArray()).containsExactly(0b1010_0000, 7, 0b1100_0000, 9);
  }

  @Test
  void reading_leaves_the_buffer_at_the_byte_after_the_last_bits() {
    ByteBuffer buffer = ByteBuffer.wrap(new byte[] {-1, 0, 5});

    assertThat(new BitInput(buffer).bits(9)).isEqualTo(0b1_1111_1110);

    assertThat(buffer.get()).isEqualTo((byte) 5);
  }

  @Test
  void bits_beyond_the_end_are_refused() {
    BitInput in = new BitInput(ByteBuffer.wrap(new byte[] {1}));

    assertThatThrownBy(() -> in.bits(9)).isInstanceOf(BufferUnderflowException.class);
  }
}
