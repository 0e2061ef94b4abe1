package io.wavecast.service.http;

import io.wavecast.config.HttpKeys;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import io.wavecast.kafka.tls.Pem;
import io.wavecast.service.files.FileWatch;
import io.wavecast.service.files.WatchedFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * TLS of the server from PEM files, see {@link Pem}. New files are in use for the next connection;
 * open connections keep what they began with. Thread-safe.
 */
final class Tls {
  private static final String SETTINGS = "http.tls.certificate and http.tls.key";

  private final SslContextFactory.Server factory = new SslContextFactory.Server();
  private final WatchedFiles<SSLContext> files;

  /**
   * @param watch re-reads the files
   * @throws FailureException when a file cannot be read, or the key is not the certificate's
   */
  Tls(FileWatch watch, Path certificate, Path key) {
    factory.setIncludeProtocols(Pem.PROTOCOLS.toArray(String[]::new));
    factory.setIncludeCipherSuites(
        "TLS_AES_.*", "TLS_CHACHA20_.*", "TLS_ECDHE_.*_(GCM|CHACHA20)_.*");
    factory.setRenegotiationAllowed(false);
    files = watch.watch(SETTINGS, List.of(certificate, key), Tls::context, this::reload);
    factory.setSslContext(files.get());
  }

  SslContextFactory.Server factory() {
    return factory;
  }

  /** Why the newest files are not in use; empty when they are. */
  String problem() {
    return files.problem();
  }

  private void reload(SSLContext context) {
    try {
      factory.reload(f -> f.setSslContext(context));
    } catch (Exception e) {
      throw refused(e);
    }
  }

  private static SSLContext context(List<String> pem) {
    Pem.Pair own = new Pem.Pair(HttpKeys.TLS_KEY.name(), pem.get(0), pem.get(1));
    return new Pem(SETTINGS, Optional.empty(), Optional.of(own)).context();
  }

  private static FailureException refused(Exception e) {
    return new FailureException(SETTINGS + " cannot be used: " + Throwables.causes(e), e);
  }
}
