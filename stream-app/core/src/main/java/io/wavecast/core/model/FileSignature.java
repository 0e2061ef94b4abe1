package io.wavecast.core.model;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * A model file's Ed25519 signature (RFC 8032). The property {@value #LINE} signs every byte before
 * it; only the file's checksum may follow it, since anything else behind the signature would change
 * the model without changing what was signed. The signature is copied with the file.
 */
public final class FileSignature {
  public static final String LINE = "file_signature";

  private static final String ALGORITHM = "Ed25519";
  private static final int BASE64 = 88; // of 64 bytes
  private static final FileProperty PROPERTY = new FileProperty(LINE, BASE64);

  private FileSignature() {}

  /**
   * Signs a file, and seals it. An earlier signature and checksum are replaced.
   *
   * @throws IllegalArgumentException when the key does not sign with Ed25519
   */
  public static byte[] sign(byte[] onnx, PrivateKey key) {
    int end = signedEnd(onnx);
    int start = PROPERTY.isAt(onnx, end) ? end - PROPERTY.size() : end;
    byte[] content = Arrays.copyOf(onnx, start);
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(content);
      String text = Base64.getEncoder().encodeToString(signature.sign());
      return FileSeal.seal(PROPERTY.append(content, text));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("a model is signed with an Ed25519 key", e);
    }
  }

  /** Whether a file carries a signature of this key, and nothing behind it but its checksum. */
  public static boolean isSignedBy(byte[] onnx, PublicKey key) {
    int end = signedEnd(onnx);
    if (!PROPERTY.isAt(onnx, end)) {
      return false;
    }
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(onnx, 0, end - PROPERTY.size());
      return signature.verify(Base64.getDecoder().decode(PROPERTY.value(onnx, end)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Reads a public key.
   *
   * @param base64 the line within {@code -----BEGIN PUBLIC KEY-----}, as {@code openssl pkey
   *     -pubout} prints it
   * @throws IllegalArgumentException when it is no Ed25519 key
   */
  public static PublicKey publicKey(String base64) {
    try {
      return KeyFactory.getInstance(ALGORITHM)
          .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("a public Ed25519 key must be in Base64 of its DER", e);
    }
  }

  /**
   * Reads a private key.
   *
   * @param pem as {@code openssl genpkey -algorithm ed25519} writes it
   * @throws IllegalArgumentException when it is no Ed25519 key; the message has no part of it
   */
  public static PrivateKey privateKey(String pem) {
    String base64 = pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----|\\s", "");
    try {
      return KeyFactory.getInstance(ALGORITHM)
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException("a private Ed25519 key must be in PEM (PKCS #8)");
    }
  }

  /** Where the signed part and its signature end: before the checksum, if there is one. */
  private static int signedEnd(byte[] onnx) {
    return FileSeal.isAtEnd(onnx) ? onnx.length - FileSeal.SIZE : onnx.length;
  }
}
