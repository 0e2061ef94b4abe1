package io.wavecast.trainer.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.wavecast.core.forecast.ForecasterMetadata;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A forecaster's file, run by ONNX Runtime: what serving will see. Errors of the runtime come as
 * {@link IllegalStateException} with the runtime's own message.
 */
public final class OnnxForecaster implements AutoCloseable {
  private final OrtSession session;
  private final ForecasterMetadata metadata;

  /** What a file gives out for some windows: forecasts [n, 10], quantiles [n, 10, levels]. */
  public record Output(float[] forecasts, float[] quantiles) {}

  /**
   * Opens a model.
   *
   * @throws IllegalArgumentException when its contract does not hold, naming the line that is wrong
   */
  public OnnxForecaster(byte[] model) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session = OrtEnvironment.getEnvironment().createSession(model, options);
      metadata = ForecasterMetadata.of(session.getMetadata().getCustomMetadata());
    } catch (OrtException e) {
      throw new IllegalStateException("the model cannot be opened: " + e.getMessage(), e);
    }
  }

  /**
   * Opens a file.
   *
   * @throws IOException when the file cannot be read
   * @throws IllegalArgumentException when it is no forecaster, naming the file and what is wrong
   */
  public static OnnxForecaster open(Path file) throws IOException {
    byte[] model = Files.readAllBytes(file);
    try {
      return new OnnxForecaster(model);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  public ForecasterMetadata metadata() {
    return metadata;
  }

  /**
   * Forecasts.
   *
   * @param windows [n, 50]
   */
  public Output forecast(float[] windows) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = {windows.length / metadata.window(), metadata.window(), 1};
    try (OnnxTensor in = OnnxTensor.createTensor(environment, FloatBuffer.wrap(windows), shape);
        OrtSession.Result out = session.run(Map.of(ForecasterMetadata.INPUT, in))) {
      return new Output(
          floats(out, ForecasterMetadata.FORECAST), floats(out, ForecasterMetadata.QUANTILES));
    } catch (OrtException e) {
      throw new IllegalStateException("the model cannot be run: " + e.getMessage(), e);
    }
  }

  private static float[] floats(OrtSession.Result out, String name) {
    OnnxTensor tensor =
        (OnnxTensor)
            out.get(name)
                .orElseThrow(() -> new IllegalStateException("the model has no output " + name));
    FloatBuffer buffer = tensor.getFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the model cannot be closed: " + e.getMessage(), e);
    }
  }
}
