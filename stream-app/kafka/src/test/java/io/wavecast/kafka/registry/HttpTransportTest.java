package io.wavecast.kafka.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.config.Settings;
import io.wavecast.registry.Transport;
import io.wavecast.testkit.http.LocalServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpTransportTest {
  @Test
  void a_body_beyond_the_limit_can_be_told_from_one_that_is_as_long() throws Exception {
    try (LocalServer server = new LocalServer()) {
      server
          .answer("/most", 200, new byte[Transport.MAX_BODY])
          .answer("/more", 200, new byte[Transport.MAX_BODY + 9]);
      HttpTransport http =
          new HttpTransport(
              Settings.of(
                  Map.of(
                      "schema.registry.url",
                      server.url("").toString(),
                      "schema.registry.timeout",
                      "20s")));

      assertThat(http.send("GET", "/most", null).body()).hasSize(Transport.MAX_BODY);
      assertThat(http.send("GET", "/more", null).body()).hasSize(Transport.MAX_BODY + 1);
    }
  }
}
