package io.wavecast.service.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFileTest {
  @TempDir static Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"Bearer s3cret\nBearer other\n", "Bearer s3cret\u20ac"})
  void a_replaced_authorization_that_no_header_can_hold_is_retried_and_not_shown(String content)
      throws Exception {
    Path file = Files.writeString(dir.resolve("replaced"), "Bearer s3cret\n");
    SecretFile authorization = SecretFile.oneLine(file);
    assertThat(authorization.now()).isEqualTo("Bearer s3cret");

    Files.writeString(file, content);

    assertThatThrownBy(authorization::now)
        .isInstanceOf(DeliveryException.class)
        .hasMessage(file + " must contain one line of ASCII characters")
        .hasNoCause();
  }
}
