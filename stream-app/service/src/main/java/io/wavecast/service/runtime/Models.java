package io.wavecast.service.runtime;

import io.wavecast.config.EngineKeys;
import io.wavecast.config.ModelOpener;
import io.wavecast.config.ModelRouting;
import io.wavecast.config.ModelSetting;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.FailureException;
import io.wavecast.onnx.repository.ModelCatalog;
import io.wavecast.onnx.repository.ModelRepository;
import io.wavecast.onnx.repository.RepositorySettings;
import io.wavecast.onnx.run.OnnxModel;
import io.wavecast.service.config.ServiceConfig;
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
   * @throws io.wavecast.onnx.file.ModelFileException when one violates the contract
   * @throws io.wavecast.core.text.UsageException when none has a name that is given, and there is
   *     no models directory
   * @throws FailureException when one is absent from the models directory, or that does not exist
   */
  public static ModelRepository open(ServiceConfig config, Metrics metrics) {
    ModelRouting.requireKnown(config.settings(), catalog(config.models()).names());
    return ModelRepository.open(
        config.models(), OptionalDouble.of(config.get(EngineKeys.LEVEL)), metrics, LOG::warn);
  }

  /**
   * Opens the models of pipelines.
   *
   * @param forecasters are open
   * @param parts gets every model that is opened, and closes it
   */
  record Opener(ServiceConfig config, ModelRepository forecasters, Parts parts)
      implements ModelOpener {
    @Override
    public <M extends OnnxModel<?>> M open(ModelSetting<M> setting) {
      RepositorySettings models = config.models();
      return parts.add(
          setting.kind().open(config.get(setting.key()), models.trusted(), models.device()));
    }
  }

  /**
   * The models that can be chosen.
   *
   * @throws FailureException when the models directory does not exist
   */
  public static ModelCatalog catalog(RepositorySettings settings) {
    try {
      return new ModelCatalog(settings.directory(), settings.trusted());
    } catch (IllegalArgumentException e) {
      throw new FailureException("models.dir: " + e.getMessage(), e);
    }
  }
}
