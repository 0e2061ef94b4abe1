package io.wavecast.core.text;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;

/**
 * Java's exceptions about connections in words: their own messages are empty, or names of hosts or
 * of classes.
 */
final class NetworkFailure {
  private NetworkFailure() {}

  /** What is wrong; empty for other exceptions, and for those that say it in words of their own. */
  static Optional<String> words(Throwable e) {
    if (isUnresolved(e)) {
      String host = e.getMessage();
      return Optional.of(
          host == null || host.isBlank()
              ? "the host name cannot be resolved"
              : "the host name cannot be resolved: " + Throwables.oneLine(host));
    }
    if (e instanceof ConnectException) {
      return Optional.of(ofConnect(e));
    }
    if (e instanceof HttpConnectTimeoutException) {
      return Optional.of("no connection in time");
    }
    boolean silent = e.getMessage() == null || e.getMessage().isBlank();
    return e instanceof HttpTimeoutException
            && (silent || "request timed out".equals(e.getMessage()))
        ? Optional.of("no answer in time")
        : Optional.empty();
  }

  private static boolean isUnresolved(Throwable e) {
    return e instanceof UnknownHostException || e instanceof UnresolvedAddressException;
  }

  /** Java's HTTP client gives the cause no message, whether nobody listens or no name is known. */
  private static String ofConnect(Throwable e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (isUnresolved(cause)) {
        return "the host name cannot be resolved";
      }
    }
    String message = e.getMessage();
    return message == null || message.isBlank() || message.equals("Connection refused")
        ? "connection refused"
        : Throwables.oneLine(message);
  }
}
