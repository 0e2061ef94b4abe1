package io.wavecast.service.secured;

import io.wavecast.testkit.security.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;

/** Stores of {@link TestCertificates} in PEM. */
final class PemStore {
  private static final char[] PASSWORD = TestCertificates.PASSWORD.toCharArray();

  private PemStore() {}

  /**
   * The properties that replace a client's store by one in PEM, without password.
   *
   * @param client its properties
   * @param kind {@code keystore} or {@code truststore}
   * @param dir where the file is written
   */
  static Map<String, String> properties(Map<String, String> client, String kind, Path dir)
      throws Exception {
    Path file = Files.createDirectories(dir).resolve(kind + ".pem");
    Files.writeString(file, pem(Path.of(client.get("ssl." + kind + ".location"))));
    return Map.of(
        "ssl." + kind + ".type", "PEM",
        "ssl." + kind + ".location", file.toString(),
        "ssl." + kind + ".password", "");
  }

  private static String pem(Path pkcs12) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(pkcs12)) {
      store.load(in, PASSWORD);
    }
    StringBuilder pem = new StringBuilder();
    for (String alias : Collections.list(store.aliases())) {
      Key key = store.isKeyEntry(alias) ? store.getKey(alias, PASSWORD) : null;
      if (key != null) {
        pem.append(block("PRIVATE KEY", key.getEncoded()));
      }
      Certificate certificate = store.getCertificate(alias);
      pem.append(block("CERTIFICATE", certificate.getEncoded()));
    }
    return pem.toString();
  }

  private static String block(String what, byte[] bytes) {
    String text = Base64.getMimeEncoder().encodeToString(bytes);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what);
  }
}
