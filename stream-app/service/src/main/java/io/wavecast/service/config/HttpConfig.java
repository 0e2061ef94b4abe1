package io.wavecast.service.config;

import io.wavecast.config.HttpKeys;
import io.wavecast.config.Settings;
import java.util.List;

/**
 * Metrics, health and the console.
 *
 * @param host address to listen on
 * @param port to listen on; 0 takes a free one
 * @param allowedHosts host names that requests may use, in addition to {@code host}
 */
public record HttpConfig(String host, int port, List<String> allowedHosts) {
  public HttpConfig {
    allowedHosts = List.copyOf(allowedHosts);
  }

  static HttpConfig of(Settings s) {
    return new HttpConfig(
        s.get(HttpKeys.HOST), s.get(HttpKeys.PORT), s.get(HttpKeys.ALLOWED_HOSTS));
  }
}
