package io.wavecast.trainer.fit;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads and changes checkpoints for tests. */
public final class Checkpoints {
  private Checkpoints() {}

  /**
   * How a run was trained.
   *
   * @param fingerprint its model, options and data
   * @param hasMoments whether its optimiser keeps any
   * @param curve its evaluations
   */
  public record Training(String fingerprint, boolean hasMoments, Curve curve) {}

  /** What a checkpoint's file says of its run. */
  public static Training training(Path file) throws IOException {
    String fingerprint;
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      in.readInt();
      fingerprint = in.readUTF();
    }
    FitState state = new Checkpoint(file, fingerprint).read();
    return new Training(fingerprint, !state.moments().isEmpty(), new Curve(state.curve()));
  }
}
