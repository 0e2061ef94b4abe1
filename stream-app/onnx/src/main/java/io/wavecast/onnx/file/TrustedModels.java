package io.wavecast.onnx.file;

import io.wavecast.core.model.FileSignature;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * Which model files may be loaded: those with a listed SHA-256, and those that carry a signature of
 * a listed key; all where the list is empty. Models shipped with Wavecast are not asked.
 *
 * @param entries {@code sha256:} and 64 hexadecimal digits, or {@code ed25519:} and a public key as
 *     {@link FileSignature#publicKey} reads it
 */
public record TrustedModels(List<String> entries) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Every file whose contract holds. */
  public static final TrustedModels ALL = new TrustedModels(List.of());

  private static final String DIGEST = "sha256:";
  private static final String KEY = "ed25519:";

  /**
   * @throws IllegalArgumentException when an entry is neither a checksum nor a key
   */
  public TrustedModels {
    entries = List.copyOf(entries);
    for (String entry : entries) {
      if (entry.startsWith(KEY)) {
        FileSignature.publicKey(entry.substring(KEY.length()));
      } else if (!entry.matches(DIGEST + "[0-9a-fA-F]{64}")) {
        throw new IllegalArgumentException("neither a checksum nor a key: " + entry);
      }
    }
  }

  /**
   * Returns a file that is trusted.
   *
   * @throws ModelFileException when it is not
   */
  public <F extends ContractFile<?>> F require(F file) {
    if (entries.isEmpty() || entries.stream().anyMatch(entry -> covers(entry, file))) {
      return file;
    }
    throw new ModelFileException(
        file.source(),
        "its SHA-256 or its signature must be trusted by models.trusted, got: sha256:"
            + file.sha256());
  }

  /** Whether a file carries a signature of one of the keys. */
  public boolean isSigned(ContractFile<?> file) {
    return entries.stream().anyMatch(entry -> entry.startsWith(KEY) && covers(entry, file));
  }

  private static boolean covers(String entry, ContractFile<?> file) {
    return entry.startsWith(KEY)
        ? FileSignature.isSignedBy(
            file.bytes(), FileSignature.publicKey(entry.substring(KEY.length())))
        : entry.toLowerCase(Locale.ROOT).equals(DIGEST + file.sha256());
  }
}
