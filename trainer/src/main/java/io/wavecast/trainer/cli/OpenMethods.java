package io.wavecast.trainer.cli;

import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxForecaster;
import io.wavecast.trainer.backtest.ForestMethod;
import io.wavecast.trainer.backtest.Method;
import io.wavecast.trainer.backtest.ModelMethod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What {@code --models} names, opened. Closing it closes the models. */
final class OpenMethods implements AutoCloseable {
  private final List<OnnxForecaster> opened = new ArrayList<>();
  private final List<Method> methods = new ArrayList<>();

  private OpenMethods() {}

  /**
   * Opens models.
   *
   * @param models names of shipped models, files, or rcf
   */
  static OpenMethods of(List<String> models) throws IOException {
    OpenMethods all = new OpenMethods();
    try {
      for (String model : models) {
        all.add(model);
      }
      return all;
    } catch (IOException | RuntimeException e) {
      all.close();
      throw e;
    }
  }

  private void add(String model) throws IOException {
    if (model.equals("rcf")) {
      methods.add(new ForestMethod());
      return;
    }
    OnnxForecaster file = OnnxForecaster.open(ModelFile.read(ModelFinder.find(model)), Device.CPU);
    opened.add(file);
    methods.add(new ModelMethod(model, file));
  }

  /** As they were named. */
  List<Method> methods() {
    return List.copyOf(methods);
  }

  @Override
  public void close() {
    opened.forEach(OnnxForecaster::close);
  }
}
