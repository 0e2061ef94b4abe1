package io.wavecast.service.runtime;

import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.UsageException;
import io.wavecast.onnx.repository.ModelCatalog;
import io.wavecast.onnx.repository.ModelRepository;
import io.wavecast.onnx.repository.RepositorySettings;
import io.wavecast.onnx.run.OnnxForecaster;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the models that the configuration names, and logs swaps and refusals. */
public final class Models {
  private static final Logger LOG = LoggerFactory.getLogger(Models.class);

  private Models() {}

  /**
   * Loads the models; the caller closes them.
   *
   * @param level that intervals of every model must be able to have
   * @throws io.wavecast.onnx.file.ModelFileException when one is absent or violates the contract
   * @throws UsageException when the models directory does not exist
   */
  public static ModelRepository open(RepositorySettings settings, double level, Metrics metrics) {
    catalog(settings);
    ModelRepository repository =
        ModelRepository.open(settings, OptionalDouble.of(level), metrics, LOG::warn);
    for (OnnxForecaster model : repository.active()) {
      model
          .fallback()
          .ifPresent(why -> LOG.info("model {} runs on the CPU: {}", model.model().name(), why));
    }
    return repository;
  }

  /**
   * The models that can be chosen.
   *
   * @throws UsageException when the models directory does not exist
   */
  public static ModelCatalog catalog(RepositorySettings settings) {
    try {
      return new ModelCatalog(settings.directory(), settings.trusted());
    } catch (IllegalArgumentException e) {
      throw new UsageException("models.dir: " + e.getMessage(), e);
    }
  }
}
