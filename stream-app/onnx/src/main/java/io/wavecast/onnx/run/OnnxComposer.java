package io.wavecast.onnx.run;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.wavecast.core.chorale.Composer;
import io.wavecast.core.chorale.ComposerMetadata.State;
import io.wavecast.core.model.ModelException;
import io.wavecast.onnx.file.ComposerFile;
import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.schemas.ModelRef;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A composer's file at work on ONNX Runtime, on the CPU. A run takes one thread, the caller's; one
 * thread runs at a time. It runs only at batch sizes that gave the same bits when it was opened, so
 * that a piece does not depend on what is composed beside it.
 */
public final class OnnxComposer implements Composer, AutoCloseable {
  private static final int MAX_BATCH = 64;
  private static final int TRIAL_NOTES = 24;

  private final ComposerFile file;
  private final OrtSession session;
  private final ComposerWorkspace workspace;
  private final BatchSizes ladder;
  private boolean closed;

  private OnnxComposer(
      ComposerFile file, OrtSession session, ComposerWorkspace workspace, BatchSizes ladder) {
    this.file = file;
    this.session = session;
    this.workspace = workspace;
    this.ladder = ladder;
  }

  /**
   * Loads a composer and tries it.
   *
   * @throws ModelFileException when ONNX Runtime cannot load it, what it says are no probabilities,
   *     or a piece depends on the others of its batch
   */
  public static OnnxComposer open(ComposerFile file) {
    OrtSession session = Sessions.open(file.source(), file.bytes());
    ComposerWorkspace workspace = null;
    try {
      BatchSizes ladder = BatchSizes.upTo(MAX_BATCH);
      workspace = new ComposerWorkspace(file.metadata(), ladder);
      ladder = new Trials(file, session, workspace, ladder).tried();
      return new OnnxComposer(file, session, workspace, ladder);
    } catch (OrtException e) {
      close(session, workspace);
      throw new ModelFileException(file.source(), "it cannot be run: " + Sessions.reason(e), e);
    } catch (RuntimeException e) {
      close(session, workspace);
      throw e;
    }
  }

  @Override
  public ModelRef model() {
    return file.metadata().model();
  }

  /** What the file says of itself. */
  public ComposerFile file() {
    return file;
  }

  @Override
  public int stateSize() {
    return file.metadata().stateSize();
  }

  @Override
  public int maxBatch() {
    return MAX_BATCH;
  }

  /** The batch sizes at which it runs, ascending. */
  public int[] batchSizes() {
    return ladder.toArray();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException when it is closed
   */
  @Override
  public synchronized void hear(
      int n, int[] notes, int[] places, float[] states, float[] probabilities) {
    if (n < 1 || n > MAX_BATCH) {
      throw new IllegalArgumentException(
          "number of pieces must be in 1.." + MAX_BATCH + ", got: " + n);
    }
    if (closed) {
      throw new IllegalStateException("composer '" + model().name() + "' is closed");
    }
    try {
      int size = ladder.size(ladder.indexFor(n));
      workspace.run(session, size, n, notes, places, states, probabilities);
    } catch (OrtException e) {
      throw new ModelException(
          "composer '" + model().name() + "' failed to run: " + Sessions.reason(e), e);
    }
  }

  /** Gives native memory back. Further calls do nothing. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      close(session, workspace);
    }
  }

  private static void close(OrtSession session, @Nullable ComposerWorkspace workspace) {
    try {
      if (workspace != null) {
        workspace.close();
      }
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("session cannot be closed: " + Sessions.reason(e), e);
    }
  }

  /** Lets pieces of random notes be heard, alone and in batches of every size. */
  private static final class Trials {
    private final ComposerFile file;
    private final OrtSession session;
    private final ComposerWorkspace workspace;
    private final BatchSizes ladder;
    private final int stateSize;

    Trials(ComposerFile file, OrtSession session, ComposerWorkspace workspace, BatchSizes ladder) {
      this.file = file;
      this.session = session;
      this.workspace = workspace;
      this.ladder = ladder;
      this.stateSize = file.metadata().states().stream().mapToInt(State::size).sum();
    }

    /** The ladder without the sizes that gave other bits than the largest. */
    BatchSizes tried() throws OrtException {
      float[] reference = heard(ladder.max(), 0);
      for (int row = 0; row < ladder.max(); row++) {
        mustBeProbabilities(reference, row * (CLASSES + stateSize));
      }
      if (!Arrays.equals(reference, rotated(heard(ladder.max(), 3), 3))) {
        throw new ModelFileException(
            file.source(), "a piece must not depend on the other pieces of its batch");
      }
      boolean[] differs = new boolean[ladder.count()];
      for (int i = 0; i < ladder.count(); i++) {
        int rows = ladder.size(i);
        float[] same = Arrays.copyOf(reference, rows * (CLASSES + stateSize));
        differs[i] = !Arrays.equals(same, heard(rows, 0));
      }
      return ladder.without(differs);
    }

    /**
     * Probabilities and states, row by row, after some notes.
     *
     * @param shift row 0 is the piece of this number
     */
    private float[] heard(int rows, int shift) throws OrtException {
      int max = ladder.max();
      float[] states = new float[rows * stateSize];
      float[] p = new float[rows * CLASSES];
      int[] notes = new int[rows];
      int[] places = new int[rows];
      for (int k = 0; k < TRIAL_NOTES; k++) {
        for (int row = 0; row < rows; row++) {
          int piece = (row + shift) % max;
          notes[row] = new Random(1_000L * piece + k).nextInt(CLASSES);
          places[row] = (4 * piece + k) % PLACES;
        }
        workspace.run(session, rows, rows, notes, places, states, p);
      }
      float[] joined = new float[rows * (CLASSES + stateSize)];
      for (int row = 0; row < rows; row++) {
        int at = row * (CLASSES + stateSize);
        System.arraycopy(p, row * CLASSES, joined, at, CLASSES);
        System.arraycopy(states, row * stateSize, joined, at + CLASSES, stateSize);
      }
      return joined;
    }

    private float[] rotated(float[] values, int by) {
      int width = CLASSES + stateSize;
      float[] turned = new float[values.length];
      for (int row = 0; row < ladder.max(); row++) {
        int to = (row + by) % ladder.max();
        System.arraycopy(values, row * width, turned, to * width, width);
      }
      return turned;
    }

    private void mustBeProbabilities(float[] values, int at) {
      double sum = 0;
      for (int c = 0; c < CLASSES; c++) {
        float p = values[at + c];
        sum += p >= 0 ? p : Double.NaN;
      }
      if (!(Math.abs(sum - 1) < 1e-4)) {
        throw new ModelFileException(
            file.source(),
            "output 'probabilities' must be at least 0 and add up to 1, got a sum of " + sum);
      }
    }
  }
}
