package io.wavecast.onnx.run;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.model.ModelException;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.schemas.ModelRef;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A model file at work on ONNX Runtime. A run takes one thread, the caller's; several threads may
 * forecast at once, each in a workspace of its own. More windows than a run takes go in several
 * runs. Native memory is given back when it is closed, which waits for the runs in progress.
 */
public final class OnnxForecaster implements Forecaster, AutoCloseable {
  private final ModelFile file;
  private final Sessions.Opened opened;
  private final BatchInvariance trial;
  private final BatchSizes ladder;
  private final double[] quantileLevels;
  private final ConcurrentLinkedDeque<Workspace> idle = new ConcurrentLinkedDeque<>();
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  private OnnxForecaster(ModelFile file, Sessions.Opened opened, BatchInvariance.Outcome outcome) {
    this.file = file;
    this.opened = opened;
    this.trial = outcome.trial();
    this.ladder = outcome.ladder();
    this.quantileLevels = file.metadata().levels();
  }

  /**
   * Loads a model and tries it.
   *
   * @param device where it is to run
   * @throws ModelFileException when ONNX Runtime cannot load it, CUDA was demanded in vain, a value
   *     of the trial is not finite, or a window's forecast depends on its neighbours
   */
  public static OnnxForecaster open(ModelFile file, Device device) {
    Sessions.Opened opened = Sessions.open(file.source(), file.bytes(), device);
    boolean kept = false;
    try {
      BatchSizes ladder = BatchSizes.upTo(opened.device().maxRows());
      BatchInvariance.Outcome outcome = BatchInvariance.of(file, opened.session(), ladder);
      kept = true;
      return new OnnxForecaster(file, opened, outcome);
    } finally {
      if (!kept) {
        close(opened.session());
      }
    }
  }

  @Override
  public ModelRef model() {
    return file.model();
  }

  @Override
  public double[] quantileLevels() {
    return quantileLevels;
  }

  /** The file that it runs. */
  public ModelFile file() {
    return file;
  }

  /** Where it runs: {@link Device#CPU} or {@link Device#CUDA}. */
  public Device device() {
    return opened.device();
  }

  /** One line that says why a GPU is not used, where {@link Device#AUTO} looked for one. */
  public Optional<String> fallback() {
    return opened.fallback();
  }

  /** What the trial found. */
  public BatchInvariance trial() {
    return trial;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException when it is closed
   */
  @Override
  public void forecast(float[] windows, int n, float[] forecasts, float[] quantiles) {
    if (n < 1) {
      throw new IllegalArgumentException("number of windows must be at least 1, got: " + n);
    }
    require("windows", n * WINDOW, windows);
    require("forecasts", n * HORIZON, forecasts);
    require("quantiles", n * HORIZON * quantileLevels.length, quantiles);
    Lock running = lock.readLock();
    running.lock();
    try {
      if (closed) {
        throw new IllegalStateException("model '" + model().name() + "' is closed");
      }
      Workspace workspace = idle.poll();
      if (workspace == null) {
        workspace = new Workspace(ladder, quantileLevels.length);
      }
      try {
        for (int from = 0; from < n; from += ladder.max()) {
          int rows = Math.min(ladder.max(), n - from);
          workspace.run(opened.session(), windows, from, rows, forecasts, quantiles);
        }
      } finally {
        idle.push(workspace);
      }
    } catch (OrtException e) {
      throw new ModelException(
          "model '" + model().name() + "' failed to run: " + Sessions.reason(e), e);
    } finally {
      running.unlock();
    }
  }

  private static void require(String what, int least, float[] got) {
    if (got.length < least) {
      throw new IllegalArgumentException(
          what + " must hold at least " + least + " floats, got: " + got.length);
    }
  }

  /** Gives native memory back, after the runs in progress. Further calls do nothing. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        idle.forEach(Workspace::close);
        idle.clear();
        close(opened.session());
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private static void close(OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("session cannot be closed: " + Sessions.reason(e), e);
    }
  }
}
