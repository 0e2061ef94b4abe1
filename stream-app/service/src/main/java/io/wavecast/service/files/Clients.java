package io.wavecast.service.files;

import io.wavecast.config.ClientTlsKeys;
import io.wavecast.config.Settings;
import io.wavecast.core.text.FailureException;
import io.wavecast.kafka.tls.Pem;
import io.wavecast.onnx.support.LimitedHttp;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** HTTP clients whose authorities and certificate come from files that may be replaced. */
public final class Clients {
  /** The settings that name files. */
  private static final String TLS = "client.tls";

  private Clients() {}

  /**
   * A client that follows no redirects; each request asks for the current one.
   *
   * @param files re-reads the files of TLS
   * @param timeout total time of a request with its answer
   * @throws FailureException when a file cannot be used
   */
  public static Supplier<LimitedHttp> open(Settings settings, FileWatch files, Duration timeout) {
    Optional<Path> authority = settings.get(ClientTlsKeys.AUTHORITY);
    List<Path> own =
        Stream.of(ClientTlsKeys.CERTIFICATE, ClientTlsKeys.KEY)
            .flatMap(key -> settings.get(key).stream())
            .toList();
    if (authority.isEmpty() && own.isEmpty()) {
      LimitedHttp plain = new LimitedHttp(timeout, HttpClient.Redirect.NEVER);
      return () -> plain;
    }
    return files.watch(
        TLS,
        Stream.concat(authority.stream(), own.stream()).toList(),
        pem -> client(authority.isPresent(), pem, timeout),
        changed -> {});
  }

  private static LimitedHttp client(boolean hasAuthority, List<String> pem, Duration timeout) {
    List<String> own = pem.subList(hasAuthority ? 1 : 0, pem.size());
    Optional<Pem.Pair> pair =
        own.isEmpty()
            ? Optional.empty()
            : Optional.of(new Pem.Pair(ClientTlsKeys.KEY.name(), own.get(0), own.get(1)));
    Optional<String> authority = hasAuthority ? Optional.of(pem.get(0)) : Optional.empty();
    return new LimitedHttp(
        timeout, HttpClient.Redirect.NEVER, Optional.of(new Pem(TLS, authority, pair).context()));
  }
}
