package io.wavecast.service.config;

import java.util.List;

/**
 * Metrics, health and the console.
 *
 * @param host address to listen on
 * @param port to listen on; 0 takes a free one
 * @param allowedHosts names, beside {@code host}, by which requests may call
 */
public record HttpConfig(String host, int port, List<String> allowedHosts) {
  public HttpConfig {
    allowedHosts = List.copyOf(allowedHosts);
  }

  static HttpConfig of(Settings s) {
    return new HttpConfig(
        s.get(Keys.HTTP_HOST), s.get(Keys.HTTP_PORT), s.get(Keys.HTTP_ALLOWED_HOSTS));
  }
}
