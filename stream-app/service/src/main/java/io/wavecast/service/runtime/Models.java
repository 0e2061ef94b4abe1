package io.wavecast.service.runtime;

import io.wavecast.config.ChoraleKeys;
import io.wavecast.config.EngineKeys;
import io.wavecast.config.ModelRouting;
import io.wavecast.config.SketchKeys;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.FailureException;
import io.wavecast.onnx.file.ComposerFile;
import io.wavecast.onnx.file.SketchFile;
import io.wavecast.onnx.repository.ModelCatalog;
import io.wavecast.onnx.repository.ModelRepository;
import io.wavecast.onnx.repository.RepositorySettings;
import io.wavecast.onnx.run.OnnxComposer;
import io.wavecast.onnx.run.OnnxSketchClassifier;
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
    ModelRepository repository =
        ModelRepository.open(
            config.models(), OptionalDouble.of(config.get(EngineKeys.LEVEL)), metrics, LOG::warn);
    repository.active().stream()
        .flatMap(model -> model.fallback().stream())
        .findFirst() // it is the same for every model
        .ifPresent(LOG::info);
    return repository;
  }

  /**
   * Loads the composer; the caller closes it.
   *
   * @throws io.wavecast.onnx.file.ModelFileException when it is absent or violates the contract
   */
  static OnnxComposer composer(ServiceConfig config) {
    return OnnxComposer.open(
        ComposerFile.of(config.get(ChoraleKeys.MODEL), config.models().trusted()),
        config.models().device(),
        config.models().limit());
  }

  /**
   * Loads the classifier of sketches; the caller closes it.
   *
   * @throws io.wavecast.onnx.file.ModelFileException when it is absent or violates the contract
   */
  static OnnxSketchClassifier classifier(ServiceConfig config) {
    return OnnxSketchClassifier.open(
        SketchFile.of(config.get(SketchKeys.MODEL), config.models().trusted()),
        config.models().device(),
        config.models().limit());
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
