package io.wavecast.trainer.fit;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Identifies a training run by its model, options and data, so that a {@link Checkpoint} of another
 * run is refused. The text is stored in checkpoints. A class or recipe that is renamed keeps its
 * first spelling here, so that a run can still be resumed.
 */
public final class RunFingerprint {
  private RunFingerprint() {}

  /**
   * The fingerprint.
   *
   * @param dataSha256 hash of the training data, 64 hexadecimal digits
   * @param settings what decides the weights beside the data; each must have a stable text form
   */
  public static String of(String dataSha256, Object... settings) {
    String text = Arrays.stream(settings).map(String::valueOf).collect(Collectors.joining(" "));
    return "%s data %s".formatted(firstSpelling(text), dataSha256);
  }

  /** What was added since, with the value that all runs had before, is left out too. */
  private static String firstSpelling(String text) {
    return text.replace(", method=OURS", "")
        .replace(", tanhs=1", "")
        .replaceFirst("^notebook ", "seed ")
        .replaceFirst("^chorale-notebook ", "chorale-seed ")
        .replaceAll("\\bNotebook(Sketch|Chorale)Net\\[", "SeedNet[");
  }
}
