package io.wavecast.service.runtime;

import io.wavecast.config.ChoraleKeys;
import io.wavecast.config.EngineKeys;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.config.SketchKeys;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.UsageException;
import io.wavecast.kafka.topics.TopicSpec;
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
      PipelineSettings.forecasts(settings, StreamSettings.DEFAULT_MAX_RECORD_BYTES);
      PipelineSettings.inputs(settings, StreamSettings.DEFAULT_MAX_RECORD_BYTES);
      StateDisk.require(config.get(EngineKeys.DATA_DIR));
      GroupSettings.check(settings);
      TopicSpec.of(settings);
      AlertDeliveries.check(settings);
      HttpServer.check(settings, LOG::warn);
      parts.add(Models.open(config, Metrics.NONE));
      if (config.get(ChoraleKeys.ENABLED)) {
        parts.add(Models.composer(config));
      }
      if (config.get(SketchKeys.ENABLED)) {
        parts.add(Models.classifier(config));
      }
    }
  }
}
