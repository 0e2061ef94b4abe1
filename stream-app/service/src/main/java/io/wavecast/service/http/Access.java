package io.wavecast.service.http;

import io.wavecast.config.HttpKeys;
import io.wavecast.config.Settings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.UsageException;
import io.wavecast.service.files.FileWatch;
import io.wavecast.service.files.WatchedFiles;
import io.wavecast.service.http.RefusedRequests.Reason;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which requests may be answered. With a token file every path but those of health needs
 * the token. Without TLS or token only this machine is served, unless {@code http.insecure} is set.
 * Thread-safe.
 */
final class Access implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Access.class);

  private final FileWatch files;
  private final Optional<WatchedFiles<Tokens>> tokens;
  private final Optional<Tls> tls;
  private final RefusedRequests refused;

  private Access(Settings settings, FileWatch files, Metrics metrics, Consumer<String> warnings) {
    this.files = files;
    this.refused = new RefusedRequests(metrics);
    this.tls =
        settings
            .get(HttpKeys.TLS_CERTIFICATE)
            .map(
                file ->
                    new Tls(
                        files,
                        metrics,
                        warnings,
                        file,
                        settings.get(HttpKeys.TLS_KEY).orElseThrow()));
    this.tokens =
        settings
            .get(HttpKeys.TOKEN_FILE)
            .map(file -> files.watch(HttpKeys.TOKEN_FILE, file, text -> new Tokens(file, text)));
  }

  /**
   * Reads token and certificate.
   *
   * @param warnings gets what is allowed, and may be a mistake
   * @throws UsageException when settings contradict each other, or other machines would be served
   *     unprotected
   * @throws io.wavecast.core.text.FailureException when a file cannot be used
   */
  static Access open(
      Settings settings, List<Listener> listeners, Metrics metrics, Consumer<String> warnings) {
    Optional<Path> token = settings.get(HttpKeys.TOKEN_FILE);
    Optional<Path> certificate = settings.get(HttpKeys.TLS_CERTIFICATE);
    Optional<Path> key = settings.get(HttpKeys.TLS_KEY);
    if (certificate.isPresent() != key.isPresent()) {
      throw new UsageException("http.tls.certificate and http.tls.key must be set together");
    }
    if (!settings.get(HttpKeys.INSECURE) && (token.isEmpty() || certificate.isEmpty())) {
      listeners.forEach(Access::requireLoopback);
    }
    if (token.isEmpty() || certificate.isEmpty()) {
      listeners.stream()
          .filter(listener -> !listener.isLoopback())
          .map(Access::warning)
          .forEach(warnings);
    }
    FileWatch files = new FileWatch(metrics);
    try {
      return new Access(settings, files, metrics, warnings);
    } catch (RuntimeException e) {
      files.close();
      throw e;
    }
  }

  private static String warning(Listener listener) {
    return "%s %s may be reached by other machines, without a token or without TLS (http.insecure)"
        .formatted(HttpKeys.HOST.name(), listener.host());
  }

  private static void requireLoopback(Listener listener) {
    if (!listener.isLoopback()) {
      throw new UsageException(
          ("%s may be an address that other machines reach only if http.token-file,"
                  + " http.tls.certificate and http.tls.key are set, or http.insecure=true; got: %s")
              .formatted(HttpKeys.HOST.name(), listener.host()));
    }
  }

  Optional<Tls> tls() {
    return tls;
  }

  /** Whether a request shows the token; true where none is needed. */
  boolean allows(Request request) {
    return tokens
        .map(WatchedFiles::get)
        .map(known -> known.accept(authorization(request)))
        .orElse(true);
  }

  /** Counts a request without the token. */
  void countRefused(Request request) {
    count(request, authorization(request) == null ? Reason.NO_TOKEN : Reason.WRONG_TOKEN);
  }

  /** Counts a request that is refused. */
  void count(Request request, Reason reason) {
    refused.add(reason, Request.getRemoteAddr(request), System.nanoTime()).ifPresent(LOG::warn);
  }

  private static @Nullable String authorization(Request request) {
    return request.getHeaders().get("Authorization");
  }

  @Override
  public void close() {
    files.close();
    tls.ifPresent(Tls::close);
  }
}
