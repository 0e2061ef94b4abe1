package io.wavecast.testkit.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Key stores of a server and of one client, and the trust stores that hold the other's certificate,
 * made by the JDK's {@code keytool}. Nothing of it is kept.
 *
 * @param dir the folder with the stores, PKCS12
 */
public record TestCertificates(Path dir) {
  /** The password of every store. */
  public static final String PASSWORD = "test-store-password";

  private static final String ALIAS = "key";

  /**
   * Makes certificates for {@code 127.0.0.1} and for a client.
   *
   * @param client the common name of the client's certificate
   */
  public static TestCertificates create(Path dir, String client) {
    TestCertificates made = new TestCertificates(dir);
    made.makeKey("server", "CN=server", "SAN=IP:127.0.0.1,DNS:localhost");
    made.makeKey("client", "CN=" + client, "SAN=DNS:client");
    made.makeTrust("server", "client");
    made.makeTrust("client", "server");
    return made;
  }

  /** The key store of {@code server} or {@code client}. */
  public Path keys(String owner) {
    return dir.resolve(owner + "-keys.p12");
  }

  /** The store of what {@code server} or {@code client} trusts: the other's certificate. */
  public Path trust(String owner) {
    return dir.resolve(owner + "-trust.p12");
  }

  private void makeKey(String owner, String name, String extension) {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "EC",
            "-dname",
            name,
            "-ext",
            extension,
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-keystore",
            keys(owner).toString());
    try {
      Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(keytool.getInputStream().readAllBytes(), UTF_8);
      if (!keytool.waitFor(1, TimeUnit.MINUTES) || keytool.exitValue() != 0) {
        throw new IllegalStateException("keytool: " + output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void makeTrust(String owner, String trusted) {
    try (InputStream in = Files.newInputStream(keys(trusted));
        OutputStream out = Files.newOutputStream(trust(owner))) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      Certificate certificate = keys.getCertificate(ALIAS);
      KeyStore trust = KeyStore.getInstance("PKCS12");
      trust.load(null, null);
      trust.setCertificateEntry(trusted, certificate);
      trust.store(out, PASSWORD.toCharArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
