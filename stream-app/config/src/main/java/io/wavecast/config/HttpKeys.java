package io.wavecast.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Metrics, health and the console. */
public final class HttpKeys {
  static final KeyRegistry HTTP = new KeyRegistry(Group.HTTP);

  private static final Type<String> ADDRESS = Type.text("a host name or an address", "[^\\s/]+");

  public static final Key<String> HOST =
      Key.service(HTTP, "http.host", ADDRESS, "127.0.0.1")
          .help(
              "Address to listen on; 0.0.0.0 is every network of this machine. Other machines reach"
                  + " it only with TLS and a token, or with http.insecure");
  public static final Key<Integer> PORT =
      Key.service(HTTP, "http.port", Type.port(), "8080").help("Port to listen on");
  public static final Key<Optional<String>> MANAGEMENT_HOST =
      Key.service(HTTP, "http.management-host", Type.optional(ADDRESS), "")
          .help("Address of the management port; empty: that of http.host");
  public static final Key<Optional<Integer>> MANAGEMENT_PORT =
      Key.service(HTTP, "http.management-port", Type.optional(Type.port()), "")
          .help(
              "Port of /metrics, and of /health, which stays on http.port, too; empty: both are on"
                  + " http.port alone. Token and TLS are the same on both ports");
  public static final Key<List<String>> ALLOWED_HOSTS =
      Key.service(HTTP, "http.allowed-hosts", Type.words("host names"), "")
          .help("Host names that requests may use, in addition to the address listened on");
  public static final Key<Optional<Path>> TOKEN_FILE =
      Key.service(HTTP, "http.token-file", Type.optional(Type.path()), "")
          .help(
              "File with the token that every request but /health needs, as bearer or as the"
                  + " password of any user, in one line of at least 16 characters; several lines"
                  + " are several tokens. Re-read when it changes; a file without a token is not"
                  + " used, so the withdrawal of all tokens needs a restart");
  public static final Key<Optional<Path>> TLS_CERTIFICATE =
      Key.service(HTTP, "http.tls.certificate", Type.optional(Type.path()), "")
          .help(
              "PEM file of the certificate and its chain, for https; re-read when it changes;"
                  + " empty: http");
  public static final Key<Optional<Path>> TLS_KEY =
      Key.service(HTTP, "http.tls.key", Type.optional(Type.path()), "")
          .help("PEM file of the certificate's private key, PKCS #8, not encrypted");
  public static final Key<Boolean> INSECURE =
      Key.service(HTTP, "http.insecure", Type.flag(), "false")
          .help(
              "Whether other machines may be served without TLS or without a token, because"
                  + " something else protects the port");

  public static final Key<Optional<Duration>> POLL_LIMIT =
      Key.service(HTTP, "health.poll-limit", Type.optional(Type.duration("1s", "1d")), "")
          .help(
              "Longest time without a poll of a stream thread before /health/live fails; empty:"
                  + " that of kafka.max.poll.interval.ms, 5 minutes by default");

  private HttpKeys() {}
}
