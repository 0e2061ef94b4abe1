package io.wavecast.registry;

import java.io.IOException;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to a schema registry: address, authentication and TLS are its own. Thread-safe.
 */
@FunctionalInterface
public interface Transport extends Serializable {
  /**
   * Longest body of an answer that is used, bytes: a schema of a million characters, each of them
   * escaped. What is longer is cut off behind one byte more.
   */
  int MAX_BODY = 8 << 20;

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
   * @param body at most {@link #MAX_BODY} bytes, or one more where it was cut off
   */
  record Answer(int status, byte[] body) {
    boolean isOk() {
      return status / 100 == 2;
    }

    boolean isTooLarge() {
      return body.length > MAX_BODY;
    }
  }
}
