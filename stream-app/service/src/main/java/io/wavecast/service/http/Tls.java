package io.wavecast.service.http;

import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import io.wavecast.service.files.FileWatch;
import io.wavecast.service.files.WatchedFiles;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * TLS 1.2 and 1.3 from PEM files, which are read with Kafka's own reader, so that the files that
 * suit a Kafka client suit here. New files are in use for the next connection; open connections
 * keep what they began with. Thread-safe.
 */
final class Tls {
  private static final String SETTINGS = "http.tls.certificate and http.tls.key";
  private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");
  private static final String KEY = "-----BEGIN PRIVATE KEY-----";

  private final SslContextFactory.Server factory = new SslContextFactory.Server();
  private final WatchedFiles<SSLContext> files;

  /**
   * @param watch re-reads the files
   * @throws FailureException when a file cannot be read, or the key is not the certificate's
   */
  Tls(FileWatch watch, Path certificate, Path key) {
    factory.setIncludeProtocols(PROTOCOLS.toArray(String[]::new));
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

  /** From certificate chain and key, as PEM. */
  private static SSLContext context(List<String> pem) {
    if (!pem.get(1).contains(KEY)) {
      throw new FailureException(
          "http.tls.key must be a private key in PKCS #8 without encryption (%s); 'openssl pkey'"
                  .formatted(KEY)
              + " converts others");
    }
    DefaultSslEngineFactory reader = new DefaultSslEngineFactory();
    try (reader) {
      reader.configure(
          Map.of(
              SslConfigs.SSL_PROTOCOL_CONFIG,
              "TLS",
              SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG,
              PROTOCOLS,
              SslConfigs.SSL_CIPHER_SUITES_CONFIG,
              List.of(),
              SslConfigs.SSL_KEYSTORE_TYPE_CONFIG,
              DefaultSslEngineFactory.PEM_TYPE,
              SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG,
              new Password(pem.get(0)),
              SslConfigs.SSL_KEYSTORE_KEY_CONFIG,
              new Password(pem.get(1))));
      requirePair(reader.keystore());
      return reader.sslContext();
    } catch (GeneralSecurityException | KafkaException e) {
      throw refused(e);
    }
  }

  /** While files are replaced one after the other, the key may be that of another certificate. */
  private static void requirePair(KeyStore store) throws GeneralSecurityException {
    String alias = store.aliases().nextElement();
    PrivateKey key = (PrivateKey) store.getKey(alias, null);
    PublicKey certified = store.getCertificate(alias).getPublicKey();
    if (!key.getAlgorithm().equals(certified.getAlgorithm()) || !signs(key, certified)) {
      throw new GeneralSecurityException("the key is not that of the certificate");
    }
  }

  private static boolean signs(PrivateKey key, PublicKey certified)
      throws GeneralSecurityException {
    Signature signature =
        Signature.getInstance(
            key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
    signature.initSign(key);
    byte[] signed = signature.sign();
    signature.initVerify(certified);
    return signature.verify(signed);
  }

  private static FailureException refused(Exception e) {
    return new FailureException(SETTINGS + " cannot be used: " + Throwables.causes(e), e);
  }
}
