package io.wavecast.core.model;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A model file's own checksum. The property {@value #LINE} in its {@code metadata_props} is the
 * SHA-256 of the file with 64 zeros in place of the checksum. It is copied with the file, so damage
 * is detected wherever the file is loaded.
 */
public final class FileSeal {
  public static final String LINE = "file_sha256";

  private static final int DIGITS = 64;
  private static final byte[] ZEROS = "0".repeat(DIGITS).getBytes(US_ASCII);
  private static final byte[] HEAD = head();

  private FileSeal() {}

  /**
   * Appends a file's checksum as its last property.
   *
   * @param onnx a file without the property
   */
  public static byte[] seal(byte[] onnx) {
    int end = onnx.length + HEAD.length;
    byte[] sealed = Arrays.copyOf(onnx, end + DIGITS);
    System.arraycopy(HEAD, 0, sealed, onnx.length, HEAD.length);
    System.arraycopy(ZEROS, 0, sealed, end, DIGITS);
    byte[] sum = sha256(sealed).getBytes(US_ASCII);
    System.arraycopy(sum, 0, sealed, end, DIGITS);
    return sealed;
  }

  /**
   * What precedes the checksum in the file: ONNX files are protobuf messages, and field 14 of a
   * ModelProto is one entry of {@code metadata_props}, so an entry can be appended to the bytes.
   */
  private static byte[] head() {
    byte[] key = LINE.getBytes(US_ASCII);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(14 << 3 | 2);
    out.write(2 + key.length + 2 + DIGITS);
    out.write(1 << 3 | 2);
    out.write(key.length);
    out.writeBytes(key);
    out.write(2 << 3 | 2);
    out.write(DIGITS);
    return out.toByteArray();
  }

  /**
   * Verifies a file's checksum.
   *
   * @param onnx the file
   * @param line the value of its property
   * @throws IllegalArgumentException when the file has another checksum
   */
  public static void check(byte[] onnx, String line) {
    MetadataProps.require(line.matches("[0-9a-f]{64}"), LINE, "64 hexadecimal digits", line);
    byte[] copy = onnx.clone();
    int at = lastIndexOf(copy, line.getBytes(US_ASCII));
    System.arraycopy(ZEROS, 0, copy, at, DIGITS);
    String got = sha256(copy);
    if (!got.equals(line)) {
      throw new IllegalArgumentException(
          "it is damaged: its SHA-256 must be %s as it says itself, got: %s".formatted(line, got));
    }
  }

  /** SHA-256 as 64 hexadecimal digits. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static int lastIndexOf(byte[] bytes, byte[] digits) {
    for (int at = bytes.length - digits.length; at >= 0; at--) {
      if (Arrays.equals(bytes, at, at + digits.length, digits, 0, digits.length)) {
        return at;
      }
    }
    throw new IllegalArgumentException("line '" + LINE + "' must be in the file as it was read");
  }
}
