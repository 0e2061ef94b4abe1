package io.wavecast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.onnx.file.ShippedModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsSignTest {
  @TempDir Path dir;
  private Path file;
  private Path key;
  private String trusted;

  @BeforeEach
  void writeModelAndKey() throws IOException, GeneralSecurityException {
    KeyPair keys = newKeys();
    Base64.Encoder base64 = Base64.getEncoder();
    String pem = base64.encodeToString(keys.getPrivate().getEncoded());
    file = Files.write(dir.resolve("lstm.onnx"), ShippedModels.read("lstm").bytes());
    key =
        Files.writeString(
            dir.resolve("key.pem"),
            "-----BEGIN PRIVATE KEY-----\n" + pem + "\n-----END PRIVATE KEY-----\n");
    trusted = publicKey(keys);
  }

  private static KeyPair newKeys() throws GeneralSecurityException {
    return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  private static String publicKey(KeyPair keys) {
    return "ed25519:" + Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
  }

  @Test
  void a_signed_file_is_trusted_and_another_one_is_not() throws GeneralSecurityException {
    Cli before = verifyTrusted();
    Cli sign = Cli.run("models", "sign", file.toString(), "--key", key.toString());
    Cli after = verifyTrusted();

    assertThat(before.code()).isEqualTo(1);
    assertThat(before.err())
        .startsWith("wavecast: model file '" + file + "' refused: its SHA-256 or its signature");
    assertThat(sign.out()).isEqualTo(file + ": signed\n");
    assertThat(after.code()).as(after.err()).isZero();
    assertThat(after.out())
        .contains("its checksum holds; its signature is of a key of models.trusted");
    assertThat(Cli.run("models", "verify", file.toString(), "--device", "cpu").out())
        .contains("its signature was not checked, as models.trusted is not set");
    assertThat(verify(file.toString(), trusted).code()).isZero();
    Cli other = verify(file.toString(), publicKey(newKeys()));
    assertThat(other.code()).as("a file by its path, of another key").isEqualTo(1);
    assertThat(other.err()).contains("must be trusted by models.trusted");
    assertThat(Cli.run("models", "verify", "lstm", "--device", "cpu").out())
        .contains("it carries no signature");
    assertThat(Cli.run("models", "inspect", "lstm", "--json").out()).contains("\"signed\":false");
    assertThat(Cli.run("models", "inspect", file.toString(), "--json").out())
        .contains("\"signed\":true");
    assertThat(dir).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void a_key_that_is_none_is_refused_without_showing_it() throws IOException {
    Path secret = Files.writeString(dir.resolve("secret.pem"), "hunter2");

    Cli wrong = Cli.run("models", "sign", file.toString(), "--key", secret.toString());
    Cli absent = Cli.run("models", "sign", file.toString(), "--key", dir + "/none");

    assertThat(wrong.err())
        .isEqualTo(
            "wavecast: --key " + secret + ": a private Ed25519 key must be in PEM (PKCS #8)\n");
    assertThat(absent.err())
        .isEqualTo("wavecast: --key " + dir + "/none cannot be read: no such file or directory\n");
    assertThat(List.of(wrong.code(), absent.code())).containsOnly(2);
  }

  private Cli verifyTrusted() {
    return verify("lstm", trusted);
  }

  private Cli verify(String model, String trusted) {
    return Cli.run(
        "models",
        "verify",
        model,
        "--device",
        "cpu",
        "--models-dir",
        dir.toString(),
        "--models-trusted",
        trusted);
  }
}
