package io.wavecast.trainer.data;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 hash over parts. Not thread-safe. */
public final class Sha256 {
  private final MessageDigest digest;

  /** A hash over nothing yet. */
  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Adds a part behind those before. */
  public void update(byte[] part) {
    digest.update(part);
  }

  /** The hash of all parts, 64 hexadecimal digits. Resets the hash. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
