package io.wavecast.onnx.run;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.wavecast.core.model.ModelException;
import io.wavecast.core.sketch.SketchClassifier;
import io.wavecast.core.sketch.SketchMetadata;
import io.wavecast.core.sketch.SketchPoints;
import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.onnx.file.SketchFile;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.sketch.Stroke;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A sketch classifier's file at work on ONNX Runtime. A run takes one thread, the caller's; several
 * threads may classify at once. More drawings than a run takes go in several runs. Native memory is
 * given back when it is closed, which waits for the runs in progress.
 */
public final class OnnxSketchClassifier implements SketchClassifier, AutoCloseable {
  private static final int VALUES = SketchPoints.MAX * SketchPoints.WIDTH;

  /** Rounding alone gives about 1e-6; beyond this the rows of a batch are not independent. */
  private static final double LIMIT = 1e-3;

  /** How far a row of probabilities may be from adding up to 1. */
  private static final double SUM = 1e-3;

  private static final int TRIAL_ROWS = 16;

  private final SketchFile file;
  private final Sessions.Opened opened;
  private final int maxRows;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  private OnnxSketchClassifier(SketchFile file, Sessions.Opened opened) {
    this.file = file;
    this.opened = opened;
    this.maxRows = opened.device().maxRows();
  }

  /**
   * Loads a model and tries it on drawings of many sizes, together and alone.
   *
   * @param device where it is to run
   * @throws ModelFileException when ONNX Runtime cannot load it, CUDA was demanded in vain, rows of
   *     the trial are no probabilities, or a drawing's row depends on its neighbours
   */
  public static OnnxSketchClassifier open(SketchFile file, Device device) {
    Sessions.Opened opened = Sessions.open(file.source(), file.bytes(), device);
    OnnxSketchClassifier model = new OnnxSketchClassifier(file, opened);
    try {
      model.tryOut();
      return model;
    } catch (ModelException e) {
      model.close();
      throw new ModelFileException(file.source(), "it cannot be run: " + Sessions.reason(e), e);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private void tryOut() {
    int n = classes().size();
    float[] points = drawings();
    float[] together = new float[TRIAL_ROWS * n];
    classify(points, TRIAL_ROWS, together);
    float[] alone = new float[n];
    for (int row = 0; row < TRIAL_ROWS; row++) {
      classify(Arrays.copyOfRange(points, row * VALUES, (row + 1) * VALUES), 1, alone);
      double sum = 0;
      for (int c = 0; c < n; c++) {
        float p = together[row * n + c];
        if (!(p >= 0 && p <= 1)) {
          throw new ModelFileException(
              file.source(),
              "output 'probabilities' must be in [0, 1] for a random drawing, got: " + p);
        }
        sum += p;
        if (Math.abs(p - alone[c]) > LIMIT) {
          throw new ModelFileException(
              file.source(),
              "a drawing's label must not depend on the other drawings of its batch, it changed by "
                  + Math.abs(p - alone[c]));
        }
      }
      if (Math.abs(sum - 1) > SUM) {
        throw new ModelFileException(
            file.source(), "a row of 'probabilities' must add up to 1, got: " + sum);
      }
    }
  }

  /** Drawings of 1 to 100 points, of sides from 0.001 to 100,000, dots among them. */
  private static float[] drawings() {
    Random random = new Random(100);
    float[] all = new float[TRIAL_ROWS * VALUES];
    for (int row = 0; row < TRIAL_ROWS; row++) {
      double side = Math.pow(10, row % 9 - 3);
      List<Stroke> strokes = new ArrayList<>();
      for (int s = 0; s <= row % 5; s++) {
        int n = row == 0 ? 1 : 1 + random.nextInt(40);
        float[] x = new float[n];
        float[] y = new float[n];
        for (int i = 0; i < n; i++) {
          x[i] = (float) (side * random.nextGaussian());
          y[i] = (float) (side * random.nextGaussian());
        }
        strokes.add(new Stroke(x, y));
      }
      System.arraycopy(SketchPoints.of(strokes), 0, all, row * VALUES, VALUES);
    }
    return all;
  }

  @Override
  public ModelRef model() {
    return file.model();
  }

  @Override
  public List<String> classes() {
    return file.metadata().classes();
  }

  /** The file that it runs. */
  public SketchFile file() {
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

  @Override
  public void classify(float[] points, int n, float[] probabilities) {
    if (n < 1 || points.length < n * VALUES || probabilities.length < n * classes().size()) {
      throw new IllegalArgumentException(
          "%d drawings need %d values and room for %d, got: %d and %d"
              .formatted(n, n * VALUES, n * classes().size(), points.length, probabilities.length));
    }
    Lock running = lock.readLock();
    running.lock();
    try {
      if (closed) {
        throw new IllegalStateException("model '" + model().name() + "' is closed");
      }
      for (int from = 0; from < n; from += maxRows) {
        run(points, from, Math.min(maxRows, n - from), probabilities);
      }
    } catch (OrtException e) {
      throw new ModelException(
          "model '" + model().name() + "' failed to run: " + Sessions.reason(e), e);
    } finally {
      running.unlock();
    }
  }

  private void run(float[] points, int from, int rows, float[] probabilities) throws OrtException {
    FloatBuffer in =
        ByteBuffer.allocateDirect(rows * VALUES * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    in.put(0, points, from * VALUES, rows * VALUES);
    long[] shape = {rows, SketchPoints.MAX, SketchPoints.WIDTH};
    try (OnnxTensor tensor = OnnxTensor.createTensor(Sessions.ENVIRONMENT, in, shape);
        OrtSession.Result out = opened.session().run(Map.of(SketchMetadata.INPUT, tensor))) {
      OnnxTensor result = (OnnxTensor) out.get(SketchMetadata.PROBABILITIES).orElseThrow();
      int classes = classes().size();
      result.getFloatBuffer().get(0, probabilities, from * classes, rows * classes);
    }
  }

  /** Gives native memory back, after the runs in progress. Further calls do nothing. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        opened.session().close();
      }
    } catch (OrtException e) {
      throw new IllegalStateException("session cannot be closed: " + Sessions.reason(e), e);
    } finally {
      lock.writeLock().unlock();
    }
  }
}
