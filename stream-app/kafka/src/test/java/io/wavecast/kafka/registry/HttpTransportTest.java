package io.wavecast.kafka.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.registry.Transport;
import io.wavecast.testkit.http.LocalServer;
import java.net.URI;
import java.time.Duration;
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
              new RegistryAddress(
                  URI.create(server.url("").toString()),
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  Duration.ofSeconds(20)));

      assertThat(http.send("GET", "/most", null).body()).hasSize(Transport.MAX_BODY);
      assertThat(http.send("GET", "/more", null).body()).hasSize(Transport.MAX_BODY + 1);
    }
  }
}
