package io.wavecast.service.runtime;

import io.wavecast.config.EngineKeys;
import io.wavecast.config.ModelOpener;
import io.wavecast.config.PipelineModule;
import io.wavecast.config.PipelineModules;
import io.wavecast.config.Settings;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.UsageException;
import io.wavecast.kafka.topics.TopicSpec;
import io.wavecast.onnx.repository.ModelRepository;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.delivery.AlertDeliveries;
import io.wavecast.service.http.HttpServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks what a start checks, except for what needs a cluster or a port. */
public final class DryRun {
  private static final Logger LOG = LoggerFactory.getLogger(DryRun.class);

  private DryRun() {}

  /**
   * Checks settings, models and files; nothing stays open.
   *
   * @throws UsageException when a setting is wrong
   * @throws FailureException when a file that a setting names cannot be used
   * @throws io.wavecast.onnx.file.ModelFileException when a model is absent or violates the
   *     contract
   */
  public static void check(ServiceConfig config) {
    try (Parts parts = new Parts()) {
      Settings settings = config.settings();
      StateDisk.require(config.get(EngineKeys.DATA_DIR));
      StreamProperties.require(config, new GroupSettings(settings));
      TopicSpec.of(settings);
      parts.add(AlertDeliveries.open(settings, Metrics.NONE));
      HttpServer.check(settings, LOG::warn);
      ModelRepository models = parts.add(Models.open(config, Metrics.NONE));
      ModelOpener opener = new Models.Opener(config, models, parts);
      for (PipelineModule<?> module : PipelineModules.ALL) {
        if (module.spec(settings, StreamSettings.DEFAULT_MAX_RECORD_BYTES).isPresent()) {
          var unused = module.model(opener);
        }
      }
    }
  }
}
