package io.wavecast.onnx.file;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * Which model files may be loaded: those with a listed SHA-256; all where the list is empty. Models
 * shipped with Wavecast are not asked.
 *
 * @param entries {@code sha256:} and 64 hexadecimal digits
 */
public record TrustedModels(List<String> entries) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Every file whose contract holds. */
  public static final TrustedModels ALL = new TrustedModels(List.of());

  private static final String DIGEST = "sha256:";

  /**
   * @throws IllegalArgumentException when an entry is no checksum
   */
  public TrustedModels {
    entries = entries.stream().map(entry -> entry.toLowerCase(Locale.ROOT)).toList();
    for (String entry : entries) {
      if (!entry.matches(DIGEST + "[0-9a-f]{64}")) {
        throw new IllegalArgumentException("no checksum: " + entry);
      }
    }
  }

  /**
   * Returns a file that is trusted.
   *
   * @throws ModelFileException when it is not
   */
  public <F extends ContractFile<?>> F require(F file) {
    if (entries.isEmpty() || entries.contains(DIGEST + file.sha256())) {
      return file;
    }
    throw new ModelFileException(
        file.source(),
        "its SHA-256 must be trusted by models.trusted, got: sha256:" + file.sha256());
  }
}
