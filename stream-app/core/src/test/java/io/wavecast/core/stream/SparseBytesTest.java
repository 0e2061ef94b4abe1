package io.wavecast.core.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparseBytesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "-1, 1",
    "63, 1",
    "64, 2",
    "-64, 1",
    "-65, 2",
    "60000, 3",
    "86400000, 4",
    "9223372036854775807, 10",
    "-9223372036854775808, 10"
  })
  void numbers_take_as_many_bytes_as_they_need_and_read_back(long value, int bytes) {
    ByteBuffer buffer = ByteBuffer.allocate(16);

    SparseBytes.writeSigned(buffer, value);

    assertThat(buffer.position()).isEqualTo(bytes);
    assertThat(SparseBytes.readSigned(buffer.flip())).isEqualTo(value);
  }

  @Test
  void bytes_without_an_end_are_refused() {
    byte[] endless = new byte[20];
    Arrays.fill(endless, (byte) 0xff);

    assertThatThrownBy(() -> SparseBytes.readSigned(ByteBuffer.wrap(endless)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
