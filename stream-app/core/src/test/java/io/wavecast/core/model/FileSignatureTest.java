package io.wavecast.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FileSignatureTest {
  private static final KeyPair KEYS = keys("Ed25519");
  private static final byte[] FILE = random(300);
  private static final byte[] SIGNED = FileSignature.sign(FILE, KEYS.getPrivate());

  @Test
  void a_signed_file_is_the_file_its_signature_and_its_checksum() {
    assertThat(SIGNED).startsWith(FILE).hasSize(FILE.length + 2 + 2 + 14 + 2 + 88 + FileSeal.SIZE);
    assertThat(FileSignature.isSignedBy(SIGNED, KEYS.getPublic())).isTrue();
    assertThat(FileSignature.isSignedBy(SIGNED, keys("Ed25519").getPublic())).isFalse();
    assertThat(FileSignature.isSignedBy(FILE, KEYS.getPublic())).isFalse();
    assertThat(FileSignature.isSignedBy(new byte[0], KEYS.getPublic())).isFalse();
  }

  @Test
  void any_byte_that_changes_before_the_checksum_is_noticed() {
    for (int i = 0; i < SIGNED.length - FileSeal.SIZE; i++) {
      byte[] changed = SIGNED.clone();
      changed[i] ^= 1;

      assertThat(FileSignature.isSignedBy(changed, KEYS.getPublic())).as("byte %d", i).isFalse();
    }
  }

  /** Protobuf merges what is appended into the model, so a longer file is another model. */
  @Test
  void anything_appended_is_noticed() {
    byte[] unsealed = Arrays.copyOf(SIGNED, SIGNED.length - FileSeal.SIZE);
    assertThat(FileSignature.isSignedBy(unsealed, KEYS.getPublic())).isTrue();

    for (byte[] file : new byte[][] {SIGNED, unsealed}) {
      byte[] longer = Arrays.copyOf(file, file.length + 2);
      assertThat(FileSignature.isSignedBy(longer, KEYS.getPublic())).isFalse();
      assertThat(FileSignature.isSignedBy(FileSeal.seal(longer), KEYS.getPublic())).isFalse();
    }
    assertThat(FileSignature.isSignedBy(FileSeal.seal(SIGNED), KEYS.getPublic())).isFalse();
  }

  @Test
  void a_file_can_be_signed_again() {
    KeyPair others = keys("Ed25519");

    byte[] again = FileSignature.sign(SIGNED, others.getPrivate());

    assertThat(again).hasSameSizeAs(SIGNED);
    assertThat(FileSignature.isSignedBy(again, others.getPublic())).isTrue();
    assertThat(FileSignature.isSignedBy(again, KEYS.getPublic())).isFalse();
    assertThat(FileSignature.sign(FileSeal.seal(FILE), KEYS.getPrivate())).isEqualTo(SIGNED);
  }

  @Test
  void keys_are_read_as_openssl_writes_them() {
    Base64.Encoder base64 = Base64.getEncoder();
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + base64.encodeToString(KEYS.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    String line = base64.encodeToString(KEYS.getPublic().getEncoded());

    assertThat(FileSignature.sign(FILE, FileSignature.privateKey(pem))).isEqualTo(SIGNED);
    assertThat(FileSignature.isSignedBy(SIGNED, FileSignature.publicKey(line))).isTrue();
    assertThat(line).hasSize(60).startsWith("MCowBQYDK2VwAyEA");
  }

  @Test
  void other_keys_are_refused_without_showing_them() {
    String rsa = Base64.getEncoder().encodeToString(keys("RSA").getPrivate().getEncoded());

    for (String pem : new String[] {rsa, "secret!", ""}) {
      assertThatThrownBy(() -> FileSignature.privateKey(pem))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a private Ed25519 key must be in PEM (PKCS #8)")
          .hasNoCause();
    }
    assertThatThrownBy(() -> FileSignature.publicKey("AAAA"))
        .hasMessage("a public Ed25519 key must be in Base64 of its DER");
    assertThatThrownBy(() -> FileSignature.sign(FILE, keys("RSA").getPrivate()))
        .hasMessage("a model is signed with an Ed25519 key");
  }

  private static KeyPair keys(String algorithm) {
    try {
      return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] random(int n) {
    byte[] bytes = new byte[n];
    new SplittableRandom(20261126).nextBytes(bytes);
    return bytes;
  }
}
