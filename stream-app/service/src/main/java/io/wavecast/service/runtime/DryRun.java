package io.wavecast.service.runtime;

import io.wavecast.config.ChoraleKeys;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.config.SketchKeys;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.Throwables;
import io.wavecast.core.text.UsageException;
import io.wavecast.core.text.UserFacing;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.delivery.AlertDeliveries;
import io.wavecast.service.http.HttpServer;
import io.wavecast.service.otlp.OtlpExport;
import io.wavecast.service.topics.TopicSpec;

/** Checks what a start checks, except for what needs a cluster or a port. */
public final class DryRun {
  private DryRun() {}

  /**
   * Checks settings, models and files; nothing stays open.
   *
   * @throws UsageException with the first thing that is wrong
   */
  public static void check(ServiceConfig config) {
    try (Parts parts = new Parts()) {
      Settings settings = config.settings();
      PipelineSettings.forecasts(settings, StreamSettings.DEFAULT_MAX_RECORD_BYTES);
      PipelineSettings.inputs(settings, StreamSettings.DEFAULT_MAX_RECORD_BYTES);
      TopicSpec.of(settings);
      AlertDeliveries.check(settings);
      HttpServer.check(settings);
      OtlpExport.check(settings);
      parts.add(Models.open(config, Metrics.NONE));
      if (config.get(ChoraleKeys.ENABLED)) {
        parts.add(Models.composer(config));
      }
      if (config.get(SketchKeys.ENABLED)) {
        parts.add(Models.classifier(config));
      }
    } catch (RuntimeException e) {
      throw e instanceof UserFacing ? new UsageException(Throwables.oneLine(e), e) : e;
    }
  }
}
