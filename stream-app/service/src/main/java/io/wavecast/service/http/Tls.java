package io.wavecast.service.http;

import io.wavecast.config.HttpKeys;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import io.wavecast.kafka.tls.Pem;
import io.wavecast.service.files.FileWatch;
import io.wavecast.service.files.WatchedFiles;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * TLS of the server from PEM files, see {@link Pem}. New files are in use for the next connection;
 * open connections keep what they began with. Thread-safe.
 */
final class Tls implements AutoCloseable {
  /** Certificates are renewed earlier than this before their end. */
  private static final Duration SOON = Duration.ofDays(7);

  private static final String SETTINGS = "http.tls.certificate and http.tls.key";

  private final SslContextFactory.Server factory = new SslContextFactory.Server();
  private final WatchedFiles<Identity> files;
  private final Metrics.Registration end;
  private final Consumer<String> warnings;

  /**
   * What the server shows.
   *
   * @param end of the certificate
   */
  private record Identity(SSLContext context, Instant end) {}

  /**
   * @param watch re-reads the files
   * @param metrics gets the end of the certificate in use
   * @param warnings gets what is to be said of its end
   * @throws FailureException when a file cannot be read, or the key is not the certificate's
   */
  Tls(FileWatch watch, Metrics metrics, Consumer<String> warnings, Path certificate, Path key) {
    this.warnings = warnings;
    factory.setIncludeProtocols(Pem.PROTOCOLS.toArray(String[]::new));
    factory.setIncludeCipherSuites(
        "TLS_AES_.*", "TLS_CHACHA20_.*", "TLS_ECDHE_.*_(GCM|CHACHA20)_.*");
    factory.setRenegotiationAllowed(false);
    files = watch.watch(SETTINGS, List.of(certificate, key), this::identity, this::reload);
    factory.setSslContext(files.get().context());
    end =
        metrics.gauge(
            Metric.CERTIFICATE_END,
            () -> files.get().end().getEpochSecond(),
            HttpKeys.TLS_CERTIFICATE.name());
  }

  SslContextFactory.Server factory() {
    return factory;
  }

  /** Why the newest files are not in use; empty when they are. */
  String problem() {
    return files.problem();
  }

  private void reload(Identity identity) {
    try {
      factory.reload(f -> f.setSslContext(identity.context()));
    } catch (Exception e) {
      throw refused(e);
    }
  }

  private Identity identity(List<String> pem) {
    Pem.Pair own = new Pem.Pair(HttpKeys.TLS_KEY.name(), pem.get(0), pem.get(1));
    SSLContext context = new Pem(SETTINGS, Optional.empty(), Optional.of(own)).context();
    Instant end = end(pem.get(0));
    endWarning(end, Instant.now()).ifPresent(warnings);
    return new Identity(context, end);
  }

  /** When the first certificate of a file ends: the server's own, in front of its chain. */
  private static Instant end(String pem) {
    try {
      return ((X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))))
          .getNotAfter()
          .toInstant();
    } catch (CertificateException e) {
      throw refused(e);
    }
  }

  /** What to say of a certificate that has ended or will soon; empty for others. */
  static Optional<String> endWarning(Instant end, Instant now) {
    return now.plus(SOON).isBefore(end)
        ? Optional.empty()
        : Optional.of(
            "http.tls.certificate %s at %s"
                .formatted(now.isBefore(end) ? "will expire" : "has expired", end));
  }

  private static FailureException refused(Exception e) {
    return new FailureException(SETTINGS + " cannot be used: " + Throwables.causes(e), e);
  }

  /** Stops the export of the certificate's end. */
  @Override
  public void close() {
    end.close();
  }
}
