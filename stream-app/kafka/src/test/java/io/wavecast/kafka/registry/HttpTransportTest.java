package io.wavecast.kafka.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.config.Settings;
import io.wavecast.registry.Transport;
import io.wavecast.testkit.http.LocalServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpTransportTest {
  @Test
  void a_file_of_two_tokens_is_an_outage_and_its_content_is_not_told(@TempDir Path dir)
      throws Exception {
    Path file = Files.writeString(dir.resolve("token"), "one-secret\ntwo-secret\n");
    HttpTransport http =
        new HttpTransport(
            Settings.of(
                Map.of(
                    "schema.registry.url",
                    "http://127.0.0.1:1",
                    "schema.registry.token-file",
                    file.toString())));

    assertThatThrownBy(() -> http.send("GET", "/", null))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("schema.registry.token-file: the file must hold one token")
        .hasMessageNotContaining("secret");
  }

  @Test
  void a_body_beyond_the_limit_can_be_told_from_one_that_is_as_long() throws Exception {
    try (LocalServer server = new LocalServer()) {
      server
          .answer("/most", 200, new byte[Transport.MAX_BODY])
          .answer("/more", 200, new byte[Transport.MAX_BODY + 9]);
      HttpTransport http =
          new HttpTransport(Settings.of(Map.of("schema.registry.url", server.url("").toString())));

      assertThat(http.send("GET", "/most", null).body()).hasSize(Transport.MAX_BODY);
      assertThat(http.send("GET", "/more", null).body()).hasSize(Transport.MAX_BODY + 1);
    }
  }
}
