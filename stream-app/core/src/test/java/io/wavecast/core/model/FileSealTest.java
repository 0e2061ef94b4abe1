package io.wavecast.core.model;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FileSealTest {
  private static final byte[] FILE = random(500);

  private final byte[] sealed = FileSeal.seal(FILE);
  private final String checksum = line(sealed);

  @Test
  void a_sealed_file_is_the_file_and_one_line_more() {
    assertThat(sealed).startsWith(FILE).endsWith(checksum.getBytes(US_ASCII));
    assertThat(new String(sealed, FILE.length, 17, US_ASCII))
        .isEqualTo("rO\n\u000b" + FileSeal.LINE + "\u0012@");
    assertThatCode(() -> FileSeal.check(sealed, checksum)).doesNotThrowAnyException();
  }

  @Test
  void the_checksum_is_that_of_the_file_with_zeros_in_its_place() {
    byte[] blank = sealed.clone();
    Arrays.fill(blank, blank.length - 64, blank.length, (byte) '0');

    assertThat(checksum).isEqualTo(FileSeal.sha256(blank));
  }

  @Test
  void any_byte_that_changes_is_noticed() {
    for (int i = 0; i < sealed.length - 64; i++) {
      byte[] damaged = sealed.clone();
      damaged[i] ^= 1;

      assertThatThrownBy(() -> FileSeal.check(damaged, checksum))
          .as("byte %d", i)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "it is damaged: its SHA-256 must be " + checksum + " as it says itself, got: ");
    }
  }

  @Test
  void a_line_that_is_no_checksum_is_refused() {
    assertThatThrownBy(() -> FileSeal.check(sealed, "00ff"))
        .hasMessage("metadata line 'file_sha256' must be 64 hexadecimal digits, got: 00ff");
  }

  private static String line(byte[] sealed) {
    return new String(sealed, sealed.length - 64, 64, US_ASCII);
  }

  private static byte[] random(int n) {
    byte[] bytes = new byte[n];
    new SplittableRandom(20261125).nextBytes(bytes);
    return bytes;
  }
}
