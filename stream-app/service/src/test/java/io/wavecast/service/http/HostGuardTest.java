package io.wavecast.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HostGuardTest {
  @Test
  void on_loopback_only_local_names_are_answered() {
    HostGuard guard = new HostGuard("127.0.0.1", List.of());

    for (String known :
        List.of("127.0.0.1", "127.0.0.1:8080", "localhost:1", "LOCALHOST", "[::1]:80")) {
      assertThat(guard.knows(known)).as(known).isTrue();
    }
    for (String foreign :
        List.of(
            "evil.example",
            "evil.example:8080",
            "10.0.0.1",
            "127.0.0.1.evil.example",
            "",
            "[::2]")) {
      assertThat(guard.knows(foreign)).as(foreign).isFalse();
    }
    assertThat(guard.knows(null)).isFalse();
  }

  @Test
  void on_the_wildcard_address_literal_addresses_are_answered_and_names_must_be_allowed() {
    HostGuard guard = new HostGuard("0.0.0.0", List.of("Wavecast.Example"));

    for (String known :
        List.of("10.1.2.3:8080", "[fe80::1]:80", "wavecast.example:8080", "localhost")) {
      assertThat(guard.knows(known)).as(known).isTrue();
    }
    assertThat(guard.knows("evil.example")).isFalse();
  }
}
