package io.wavecast.kafka.tls;

import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * TLS 1.2 and 1.3 from PEM, which Kafka's own reader reads, so that the files that suit a Kafka
 * client suit here. Immutable.
 *
 * @param settings that name the files, for messages
 * @param authorities certificates that the other side's may be signed by; empty: Java's own
 * @param own what this side shows; empty: nothing
 */
public record Pem(String settings, Optional<String> authorities, Optional<Pair> own) {
  /** The protocols that are spoken. */
  public static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

  private static final String KEY = "-----BEGIN PRIVATE KEY-----";

  /**
   * A certificate with its key.
   *
   * @param setting that names the key's file, for messages
   * @param chain certificate and chain
   * @param key PKCS #8, not encrypted
   */
  public record Pair(String setting, String chain, String key) {}

  /**
   * The context for connections.
   *
   * @throws FailureException when something is no PEM, or the key is not that of the certificate
   */
  public SSLContext context() {
    DefaultSslEngineFactory reader = new DefaultSslEngineFactory();
    try (reader) {
      reader.configure(configs());
      if (own.isPresent()) {
        requirePair(reader.keystore());
      }
      return reader.sslContext();
    } catch (GeneralSecurityException | KafkaException e) {
      throw new FailureException(settings + " cannot be used: " + Throwables.causes(e), e);
    }
  }

  private Map<String, Object> configs() {
    Map<String, Object> configs = new HashMap<>();
    configs.put(SslConfigs.SSL_PROTOCOL_CONFIG, "TLS");
    configs.put(SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG, PROTOCOLS);
    configs.put(SslConfigs.SSL_CIPHER_SUITES_CONFIG, List.of());
    authorities.ifPresent(
        pem -> {
          configs.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, DefaultSslEngineFactory.PEM_TYPE);
          configs.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, new Password(pem));
        });
    own.ifPresent(
        pair -> {
          requireKey(pair);
          configs.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, DefaultSslEngineFactory.PEM_TYPE);
          configs.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, new Password(pair.chain()));
          configs.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, new Password(pair.key()));
        });
    return configs;
  }

  private static void requireKey(Pair pair) {
    if (!pair.key().contains(KEY)) {
      throw new FailureException(
          "%s must be a private key in PKCS #8 without encryption (%s); 'openssl pkey'"
                  .formatted(pair.setting(), KEY)
              + " converts others");
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

  /** Shows no key. */
  @Override
  public String toString() {
    return settings;
  }
}
