package io.wavecast.flink.cli;

import io.wavecast.config.ModelRouting;
import io.wavecast.config.ModelSetting;
import io.wavecast.config.Settings;
import io.wavecast.core.text.UsageException;
import io.wavecast.flink.models.RepositoryModels;
import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.onnx.repository.ModelCatalog;
import io.wavecast.onnx.run.OnnxForecaster;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks the models of a job where it is submitted.
 *
 * @param models of the job
 */
record ModelChecks(RepositoryModels models) {
  /**
   * Reads every forecaster that the job needs: from the jar, and from the folder if this machine
   * has it.
   *
   * @param settings that name them
   * @throws UsageException when one is absent, and no models directory is set; with one it is a
   *     failure
   * @throws ModelFileException when its contract does not hold, or its quantiles do not reach the
   *     level
   */
  void readAll(Settings settings) {
    boolean absent = models.directory().filter(folder -> !Files.isDirectory(folder)).isPresent();
    ModelCatalog catalog = absent ? ModelCatalog.shipped() : catalog();
    List<String> found = catalog.names();
    if (!absent) {
      ModelRouting.requireKnown(settings, found);
    }
    for (String name : names()) {
      if (found.contains(name)) {
        catalog.find(name).requireLevel(models.level());
      }
    }
  }

  /**
   * Reads the model of another kind that a setting names.
   *
   * @throws ModelFileException when it cannot be read, its contract does not hold, or it is not
   *     trusted
   */
  void read(Settings settings, ModelSetting<?> setting) {
    var unused = setting.kind().file(settings.get(setting.key()), models.trusted());
  }

  /**
   * Opens every forecaster on this machine and closes it again.
   *
   * @throws ModelFileException when one cannot be opened on the device
   */
  void openAll() {
    ModelCatalog catalog = catalog();
    names().forEach(name -> OnnxForecaster.open(catalog.find(name), models.device()).close());
  }

  private ModelCatalog catalog() {
    return new ModelCatalog(models.directory(), models.trusted());
  }

  private Set<String> names() {
    Set<String> names = new LinkedHashSet<>(List.of(models.model()));
    models.routes().forEach(route -> names.add(route.model()));
    return names;
  }
}
