package io.wavecast.onnx.run;

import static io.wavecast.core.forecast.Forecaster.HORIZON;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.file.ModelFileException;
import java.util.Arrays;
import java.util.List;

/**
 * What a trial of a model found, on the machine and device where it is to run.
 *
 * <p>The trial forecasts as many windows as the largest batch holds: at once, again with every
 * window at other places, and again in batches of every smaller size. The model is refused when a
 * value is not finite, or when a window's forecast depends on its neighbours.
 *
 * @param batchSizes the sizes at which the model runs, ascending: those that gave the same bits
 * @param bitEqual whether a window's forecast was the same to the last bit at whatever place in a
 *     batch of whatever of these sizes
 * @param worst the largest difference seen at any size, as a share of the window's magnitude
 */
public record BatchInvariance(List<Integer> batchSizes, boolean bitEqual, double worst) {
  /** Beyond this the rows of a batch are not independent: rounding alone gives about 1e-6. */
  private static final double LIMIT = 1e-3;

  private static final int[] SHIFTS = {1, 2, 7};

  public BatchInvariance {
    batchSizes = List.copyOf(batchSizes);
  }

  /**
   * @return the ladder without the sizes that gave other bits, and what was found
   * @throws ModelFileException when the model must be refused
   */
  static Outcome of(ModelFile file, OrtSession session, BatchSizes ladder) {
    int levels = file.metadata().quantileLevels().size();
    try (Workspace workspace = new Workspace(ladder, levels)) {
      return new Runs(file, session, workspace, levels, ladder).outcome();
    } catch (OrtException e) {
      throw new ModelFileException(file.source(), "it cannot be run: " + Sessions.reason(e), e);
    }
  }

  /** What was found, and the ladder that follows from it. */
  record Outcome(BatchInvariance trial, BatchSizes ladder) {}

  /** The runs of one trial. */
  private static final class Runs {
    private final ModelFile file;
    private final OrtSession session;
    private final Workspace workspace;
    private final BatchSizes ladder;
    private final int width;
    private final SampleWindows windows;
    private final float[] reference;
    private double worst;

    Runs(ModelFile file, OrtSession session, Workspace workspace, int levels, BatchSizes ladder)
        throws OrtException {
      this.file = file;
      this.session = session;
      this.workspace = workspace;
      this.ladder = ladder;
      this.width = HORIZON * (1 + levels);
      this.windows = SampleWindows.of(ladder.max());
      this.reference = run(0, ladder.max());
    }

    Outcome outcome() throws OrtException {
      mustBeFinite();
      boolean bitEqual = true;
      for (int shift : SHIFTS) {
        bitEqual &= same(shift, ladder.max());
      }
      boolean[] differs = new boolean[ladder.count()];
      for (int i = 0; i < ladder.count(); i++) {
        int rows = ladder.size(i);
        for (int from = 0; from < ladder.max(); from += rows) {
          differs[i] |= !same(from, rows);
        }
      }
      if (worst > LIMIT) {
        throw new ModelFileException(
            file.source(),
            "a window's forecast must not depend on the other windows of its batch, it changed by "
                + worst
                + " of the window's magnitude");
      }
      BatchSizes kept = bitEqual ? ladder.without(differs) : ladder;
      List<Integer> sizes = Arrays.stream(kept.toArray()).boxed().toList();
      return new Outcome(new BatchInvariance(sizes, bitEqual, worst), kept);
    }

    /** Forecasts and quantiles of windows {@code from}, {@code from + 1}, ... in one batch. */
    private float[] run(int from, int rows) throws OrtException {
      float[] forecasts = new float[rows * HORIZON];
      float[] quantiles = new float[rows * (width - HORIZON)];
      workspace.run(session, windows.rows(from, rows), 0, rows, forecasts, quantiles);
      float[] joined = new float[rows * width];
      for (int row = 0; row < rows; row++) {
        int split = row * width + HORIZON;
        System.arraycopy(forecasts, row * HORIZON, joined, row * width, HORIZON);
        System.arraycopy(quantiles, row * (width - HORIZON), joined, split, width - HORIZON);
      }
      return joined;
    }

    /** Whether a batch gives the bits of the reference. Keeps the worst difference. */
    private boolean same(int from, int rows) throws OrtException {
      float[] got = run(from, rows);
      boolean same = true;
      for (int row = 0; row < rows; row++) {
        int window = (from + row) % ladder.max();
        double magnitude = windows.magnitude(window);
        for (int i = 0; i < width; i++) {
          float a = got[row * width + i];
          float b = reference[window * width + i];
          if (Float.floatToIntBits(a) != Float.floatToIntBits(b)) {
            same = false;
            worst = Math.max(worst, Math.abs((double) a - b) / (magnitude + Math.abs(b)));
          }
        }
      }
      return same;
    }

    private void mustBeFinite() {
      for (int row = 0; row < ladder.max(); row++) {
        for (int i = 0; i < width; i++) {
          float value = reference[row * width + i];
          if (!Float.isFinite(value)) {
            throw new ModelFileException(
                file.source(),
                "output '%s' must be finite for %s, got: %s"
                    .formatted(i < HORIZON ? "forecast" : "quantiles", windows.name(row), value));
          }
        }
      }
    }
  }
}
