package io.wavecast.service.files;

import io.wavecast.config.ClientTlsKeys;
import io.wavecast.config.Key;
import io.wavecast.config.Settings;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.UsageException;
import io.wavecast.kafka.tls.Pem;
import io.wavecast.onnx.support.LimitedHttp;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** HTTP clients whose authorities and certificate come from files that may be replaced. */
public final class Clients {
  private Clients() {}

  /**
   * A client that follows no redirects; each request asks for the current one.
   *
   * @param files re-reads the files of TLS
   * @param timeout total time of a request with its answer
   * @throws UsageException when only one of certificate and key is set
   * @throws FailureException when a file cannot be used
   */
  public static Supplier<LimitedHttp> open(
      Settings settings, ClientTlsKeys keys, FileWatch files, Duration timeout) {
    if (settings.get(keys.certificate()).isPresent() != settings.get(keys.key()).isPresent()) {
      throw new UsageException(
          "%s and %s must be set together".formatted(keys.certificate().name(), keys.key().name()));
    }
    List<Key<Optional<Path>>> given =
        Stream.of(keys.authority(), keys.certificate(), keys.key())
            .filter(key -> settings.get(key).isPresent())
            .toList();
    if (given.isEmpty()) {
      LimitedHttp plain = new LimitedHttp(timeout, HttpClient.Redirect.NEVER);
      return () -> plain;
    }
    String names = given.stream().map(Key::name).collect(Collectors.joining(" and "));
    return files.watch(
        names,
        given.stream().map(key -> settings.get(key).orElseThrow()).toList(),
        pem -> client(names, keys, given, pem, timeout),
        changed -> {});
  }

  private static LimitedHttp client(
      String names,
      ClientTlsKeys keys,
      List<Key<Optional<Path>>> given,
      List<String> contents,
      Duration timeout) {
    List<String> rest = new ArrayList<>(contents);
    Optional<String> authorities =
        given.contains(keys.authority()) ? Optional.of(rest.remove(0)) : Optional.empty();
    Optional<Pem.Pair> own =
        rest.isEmpty()
            ? Optional.empty()
            : Optional.of(new Pem.Pair(keys.key().name(), rest.get(0), rest.get(1)));
    return new LimitedHttp(
        timeout,
        HttpClient.Redirect.NEVER,
        Optional.of(new Pem(names, authorities, own).context()));
  }
}
