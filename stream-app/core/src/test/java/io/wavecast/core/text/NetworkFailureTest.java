package io.wavecast.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkFailureTest {
  static Stream<Arguments> failures() {
    return Stream.of(
        arguments(new ConnectException(), "connection refused"),
        arguments(new ConnectException("Connection refused"), "connection refused"),
        // as Java's HTTP client throws them
        arguments(because(new ClosedChannelException()), "connection refused"),
        arguments(because(new UnresolvedAddressException()), "the host name cannot be resolved"),
        arguments(new UnknownHostException("no.host"), "the host name cannot be resolved: no.host"),
        arguments(
            new HttpConnectTimeoutException("HTTP connect timed out"), "no connection in time"),
        arguments(new HttpTimeoutException("request timed out"), "no answer in time"),
        // with words of their own
        arguments(new ConnectException("No route to host"), "No route to host"),
        arguments(new HttpTimeoutException("no answer within 9 ms"), "no answer within 9 ms"),
        arguments(new IOException(), "IOException"));
  }

  private static ConnectException because(Throwable cause) {
    ConnectException e = new ConnectException();
    e.initCause(cause);
    return e;
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failures_of_connections_are_words_without_names_of_classes(Exception e, String words) {
    assertThat(Throwables.oneLine(e)).isEqualTo(words);
    assertThat(Throwables.reason(e)).isEqualTo(words);
  }
}
