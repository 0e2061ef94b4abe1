package io.wavecast.lab.context50;

import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.repository.ModelCatalog;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxForecaster;
import io.wavecast.trainer.backtest.Method;
import io.wavecast.trainer.backtest.ModelMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Forecasters to measure. Closing it closes the models. */
final class OpenMethods implements AutoCloseable {
  private final List<OnnxForecaster> opened = new ArrayList<>();
  private final List<Method> methods = new ArrayList<>();

  /**
   * Opens models.
   *
   * @param models files, names of shipped models, or {@code rcf} for Random Cut Forest
   */
  OpenMethods(List<String> models) throws IOException {
    for (String model : models) {
      if (model.equals("rcf")) {
        methods.add(new ForestMethod());
      } else {
        Path file = Path.of(model);
        OnnxForecaster open =
            OnnxForecaster.open(
                Files.isRegularFile(file)
                    ? ModelFile.read(file)
                    : ModelCatalog.shipped().find(model),
                Device.CPU);
        opened.add(open);
        methods.add(new ModelMethod(model, open));
      }
    }
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
