package io.wavecast.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * TLS towards one receiver that the service sends to.
 *
 * @param authority of the receiver's certificate
 * @param certificate that the service shows
 * @param key of that certificate
 */
public record ClientTlsKeys(
    Key<Optional<Path>> authority, Key<Optional<Path>> certificate, Key<Optional<Path>> key) {

  /** Declares the three settings below a prefix. */
  static ClientTlsKeys of(KeyRegistry group, String prefix) {
    return new ClientTlsKeys(
        declare(group, prefix + ".tls.authority")
            .help(
                "PEM file of the authorities that may have signed the receiver's certificate;"
                    + " re-read when it changes; empty: those that Java knows"),
        declare(group, prefix + ".tls.certificate")
            .help(
                "PEM file of the certificate and its chain with which the service identifies itself"
                    + " to the receiver; re-read when it changes"),
        declare(group, prefix + ".tls.key")
            .help("PEM file of that certificate's private key, PKCS #8, not encrypted"));
  }

  /** Declares the three settings below a prefix, for both hosts. */
  static ClientTlsKeys ofBoth(KeyRegistry group, String prefix) {
    return new ClientTlsKeys(
        declareBoth(group, prefix + ".tls.authority")
            .help(
                "PEM file of the authorities that may have signed the receiver's certificate;"
                    + " re-read after a request that failed; empty: those that Java knows"),
        declareBoth(group, prefix + ".tls.certificate")
            .help(
                "PEM file of the certificate and its chain that identifies this program to the"
                    + " receiver; re-read after a request that failed"),
        declareBoth(group, prefix + ".tls.key")
            .help("PEM file of that certificate's private key, PKCS #8, not encrypted"));
  }

  private static Key.Draft<Optional<Path>> declareBoth(KeyRegistry group, String name) {
    return Key.both(group, name, Type.optional(Type.path()), "");
  }

  private static Key.Draft<Optional<Path>> declare(KeyRegistry group, String name) {
    return Key.service(group, name, Type.optional(Type.path()), "");
  }
}
