package io.wavecast.onnx.run;

import static io.wavecast.core.forecast.Forecaster.HORIZON;
import static io.wavecast.core.forecast.Forecaster.WINDOW;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.wavecast.core.forecast.ForecasterMetadata;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Native memory for the runs of one thread at a time: one buffer each for windows, forecasts and
 * quantiles, and tensors of every size of the ladder that lie over their beginnings. Inputs and
 * outputs are bound once, a run allocates nothing of the batch's size.
 */
final class Workspace implements AutoCloseable {
  private final BatchSizes ladder;
  private final int levels;
  private final FloatBuffer windows;
  private final FloatBuffer forecasts;
  private final FloatBuffer quantiles;
  private final List<Map<String, OnnxTensor>> inputs = new ArrayList<>();
  private final List<Map<String, OnnxTensor>> outputs = new ArrayList<>();

  Workspace(BatchSizes ladder, int levels) throws OrtException {
    this.ladder = ladder;
    this.levels = levels;
    windows = direct(ladder.max() * WINDOW);
    forecasts = direct(ladder.max() * HORIZON);
    quantiles = direct(ladder.max() * HORIZON * levels);
    try {
      for (int i = 0; i < ladder.count(); i++) {
        int rows = ladder.size(i);
        inputs.add(Map.of(ForecasterMetadata.INPUT, tensor(windows, rows, WINDOW, 1)));
        Map<String, OnnxTensor> bound = new HashMap<>();
        outputs.add(bound);
        bound.put(ForecasterMetadata.FORECAST, tensor(forecasts, rows, HORIZON));
        bound.put(ForecasterMetadata.QUANTILES, tensor(quantiles, rows, HORIZON, levels));
      }
    } catch (OrtException e) {
      close();
      throw e;
    }
  }

  private static FloatBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private static OnnxTensor tensor(FloatBuffer buffer, long... shape) throws OrtException {
    long floats = 1;
    for (long size : shape) {
      floats *= size;
    }
    return OnnxTensor.createTensor(Sessions.ENVIRONMENT, buffer.slice(0, (int) floats), shape);
  }

  /**
   * Forecasts rows {@code from} to {@code from + rows} of {@code in}, padded with zeros to the
   * ladder's next size.
   *
   * @param rows at least 1, at most the ladder's largest size
   */
  void run(OrtSession session, float[] in, int from, int rows, float[] forecast, float[] quantile)
      throws OrtException {
    int step = ladder.indexFor(rows);
    windows.put(0, in, from * WINDOW, rows * WINDOW);
    for (int i = rows * WINDOW; i < ladder.size(step) * WINDOW; i++) {
      windows.put(i, 0);
    }
    session.run(inputs.get(step), Set.of(), outputs.get(step)).close();
    forecasts.get(0, forecast, from * HORIZON, rows * HORIZON);
    int width = HORIZON * levels;
    quantiles.get(0, quantile, from * width, rows * width);
  }

  @Override
  public void close() {
    inputs.forEach(tensors -> tensors.values().forEach(OnnxTensor::close));
    outputs.forEach(tensors -> tensors.values().forEach(OnnxTensor::close));
  }
}
