package io.wavecast.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Metrics, health and the console. */
public final class HttpKeys {
  static final KeyRegistry HTTP = new KeyRegistry(Group.HTTP);

  /** Series whose values are metrics: Prometheus pays for each. */
  private static final int MOST_SERIES = 50;

  private static final Type<String> ADDRESS = Type.text("a host name or an address", "[^\\s/]+");

  /** As a Host header has it without its port: a name, or an address of IPv6. */
  private static final Type<String> NAME =
      Type.text("a host name", "[^\\s/:*@]+|\\[?[0-9a-fA-F.]*(:[0-9a-fA-F.]*){2,}\\]?");

  public static final Key<String> HOST =
      Key.service(HTTP, "http.host", ADDRESS, "127.0.0.1")
          .help(
              "Address to listen on; 0.0.0.0 is every network of this machine. Other machines reach"
                  + " it only with TLS and a token, or with http.insecure");
  public static final Key<Integer> PORT =
      Key.service(HTTP, "http.port", Type.port(), "8080").help("Port to listen on");
  public static final Key<Optional<Integer>> MANAGEMENT_PORT =
      Key.service(HTTP, "http.management-port", Type.optional(Type.port()), "")
          .help(
              "Port of /metrics, and of /health, which stays on http.port, too; empty: both are on"
                  + " http.port alone. Token and TLS are the same on both ports");
  public static final Key<List<String>> ALLOWED_HOSTS =
      Key.service(
              HTTP,
              "http.allowed-hosts",
              Type.list("host names without ports", HttpKeys::hosts),
              "")
          .help("Host names that requests may use, in addition to the address listened on");
  public static final Key<List<String>> SERIES =
      Key.service(
              HTTP,
              "metrics.series",
              Type.list("at most " + MOST_SERIES + " series keys", HttpKeys::few),
              "")
          .help(
              "Series whose values, forecasts, intervals, scores and alert states are metrics, for a"
                  + " board of Grafana");
  public static final Key<Optional<Path>> TOKEN_FILE =
      Key.service(HTTP, "http.token-file", Type.optional(Type.path()), "")
          .help(
              "File with the token that every request but /health/live and /health/ready needs, as"
                  + " bearer or as the password of any user, in one line of at least 16"
                  + " characters; several lines are several tokens. Re-read when it changes; a"
                  + " file without a token is not used, so the withdrawal of all tokens needs a"
                  + " restart");
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

  private HttpKeys() {}

  private static List<String> hosts(List<String> names) {
    return names.stream().map(NAME.parser()).toList();
  }

  private static List<String> few(List<String> series) {
    if (series.size() > MOST_SERIES) {
      throw new IllegalArgumentException("too many");
    }
    return series;
  }
}
