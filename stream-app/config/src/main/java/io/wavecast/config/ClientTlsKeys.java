package io.wavecast.config;

import io.wavecast.core.text.UsageException;
import java.nio.file.Path;
import java.util.Optional;

/** TLS of all requests that are sent: to Alertmanager, the webhook and the schema registry. */
public final class ClientTlsKeys {
  static final KeyRegistry CLIENT_TLS = new KeyRegistry(Group.CLIENT_TLS);

  public static final Key<Optional<Path>> AUTHORITY =
      Key.both(CLIENT_TLS, "client.tls.authority", Type.optional(Type.path()), "")
          .help(
              "PEM file of the authorities that may have signed a receiver's certificate; empty:"
                  + " those that Java knows");
  public static final Key<Optional<Path>> CERTIFICATE =
      Key.both(CLIENT_TLS, "client.tls.certificate", Type.optional(Type.path()), "")
          .help(
              "PEM file of the certificate and its chain that identifies this program to receivers");
  public static final Key<Optional<Path>> KEY =
      Key.both(CLIENT_TLS, "client.tls.key", Type.optional(Type.path()), "")
          .help("PEM file of that certificate's private key, PKCS #8, not encrypted");

  private ClientTlsKeys() {}

  /**
   * Checks that these settings go together.
   *
   * @throws UsageException when they do not
   */
  static void check(Settings s) {
    if (s.get(CERTIFICATE).isPresent() != s.get(KEY).isPresent()) {
      throw new UsageException(
          "%s and %s must be set together".formatted(CERTIFICATE.name(), KEY.name()));
    }
  }
}
