package io.wavecast.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {
  /** A system that chooses at random offers a port again that was just given back. */
  @Test
  void the_controller_never_gets_the_port_of_the_clients() {
    assertThat(IntStream.range(0, 20_000).mapToObj(i -> Ports.choose(0)))
        .allMatch(p -> p.client() != p.controller());
  }

  @Test
  void a_given_port_is_kept() {
    int port = Ports.choose(0).client();
    assertThat(Ports.choose(port))
        .matches(p -> p.client() == port)
        .matches(p -> p.controller() != port);
  }
}
