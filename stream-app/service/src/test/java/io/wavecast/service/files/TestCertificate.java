package io.wavecast.service.files;

import io.wavecast.kafka.tls.Pem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** A self-signed certificate for 127.0.0.1 with its key, made by the JDK's keytool. */
public record TestCertificate(X509Certificate certificate, Key key) {
  private static final char[] PASSWORD = "password".toCharArray();

  /**
   * @param algorithm RSA or EC
   */
  public static TestCertificate make(String algorithm) {
    return make(algorithm, 90);
  }

  /**
   * @param algorithm RSA or EC
   * @param days until it ends
   */
  public static TestCertificate make(String algorithm, int days) {
    try {
      Path folder = Files.createTempDirectory("certificate");
      Path file = folder.resolve("store.p12");
      keytool(file, algorithm, days);
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, PASSWORD);
      }
      Files.delete(file);
      Files.delete(folder);
      return new TestCertificate(
          (X509Certificate) store.getCertificate("test"), store.getKey("test", PASSWORD));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void keytool(Path store, String algorithm, int days) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "test",
            "-keyalg",
            algorithm,
            "-validity",
            Integer.toString(days),
            "-dname",
            "CN=127.0.0.1",
            "-ext",
            "san=ip:127.0.0.1,dns:localhost",
            "-keystore",
            store.toString(),
            "-storepass",
            new String(PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    if (process.onExit().join().exitValue() != 0) {
      throw new IllegalStateException(output);
    }
  }

  public void writeCertificate(Path file) throws IOException {
    replace(file, certificatePem());
  }

  public void writeKey(Path file) throws IOException {
    replace(file, keyPem());
  }

  /** Of a server that shows this certificate and trusts another one. */
  public SSLContext server(TestCertificate trusted) {
    return new Pem(
            "test",
            Optional.of(trusted.certificatePem()),
            Optional.of(new Pem.Pair("test", certificatePem(), keyPem())))
        .context();
  }

  public String certificatePem() {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private String keyPem() {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  /** In one step: a server that reads the file meanwhile sees the old or the new text. */
  private static void replace(Path file, String text) throws IOException {
    Path next = Files.writeString(Path.of(file + ".next"), text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String pem(String what, byte[] bytes) {
    String text = Base64.getMimeEncoder().encodeToString(bytes);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what);
  }
}
