package io.wavecast.registry;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to a schema registry: address, authentication and TLS are its own. Thread-safe.
 */
@FunctionalInterface
public interface Transport {
  /** Longest body of an answer that is read, bytes; what is longer is cut off. */
  int MAX_BODY = 2 << 20;

  /**
   * Sends a request and awaits its complete answer.
   *
   * @param method {@code GET} or {@code POST}
   * @param path below the registry's address, begins with a slash
   * @param body JSON in UTF-8; null for none
   * @throws IOException when there is no answer in time; its message holds no secret
   */
  Answer send(String method, String path, byte @Nullable [] body) throws IOException;

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param body at most {@link #MAX_BODY} bytes
   */
  record Answer(int status, byte[] body) {}
}
