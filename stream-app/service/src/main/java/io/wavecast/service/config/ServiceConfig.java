package io.wavecast.service.config;

import io.wavecast.config.ConfigException;
import io.wavecast.config.DeliveryKeys;
import io.wavecast.config.KafkaConfig;
import io.wavecast.config.ModelRouting;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.deviation.DeviationSettings;
import io.wavecast.core.forecast.engine.ForecastSpec;
import io.wavecast.core.forecast.engine.StreamSettings;
import io.wavecast.core.forecast.window.WindowSettings;
import io.wavecast.onnx.repository.RepositorySettings;
import io.wavecast.schemas.forecast.ObservationFormat;
import io.wavecast.service.delivery.DeliverySettings;
import io.wavecast.service.topics.TopicSpec;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * The checked settings of the service. Immutable; {@link #toString} hides secrets.
 *
 * @param kafka how to reach the cluster
 * @param topics which topics
 * @param format where a record holds the fields of an observation
 * @param windows how observations become windows
 * @param deviations how observations are judged
 * @param alerts when series alert
 * @param models which models
 * @param sketches whether and how sketches are labelled
 * @param engine how the stream is processed
 * @param http metrics, health and the console
 * @param delivery where alerts are sent
 * @param chorales chorales composed beside the forecasts
 * @param demo the demo and the embedded broker
 */
public record ServiceConfig(
    KafkaConfig kafka,
    TopicConfig topics,
    ObservationFormat format,
    WindowSettings windows,
    DeviationSettings deviations,
    AlertSettings alerts,
    RepositorySettings models,
    SketchConfig sketches,
    EngineConfig engine,
    HttpConfig http,
    DeliverySettings delivery,
    ChoraleConfig chorales,
    DemoConfig demo) {

  /**
   * Turns settings into values.
   *
   * @throws ConfigException when settings contradict each other
   */
  public static ServiceConfig of(Settings s) {
    return new ServiceConfig(
        KafkaConfig.of(s),
        TopicConfig.of(s),
        PipelineSettings.format(s),
        PipelineSettings.windows(s),
        PipelineSettings.deviations(s),
        PipelineSettings.alerts(s),
        ModelRouting.of(s),
        SketchConfig.of(s),
        EngineConfig.of(s),
        HttpConfig.of(s),
        delivery(s),
        ChoraleConfig.of(s),
        DemoConfig.of(s));
  }

  private static DeliverySettings delivery(Settings s) {
    return new DeliverySettings(
        s.get(DeliveryKeys.ALERTMANAGER),
        s.get(DeliveryKeys.ALERTMANAGER_AUTHORIZATION),
        s.get(DeliveryKeys.ALERTMANAGER_RESEND),
        s.get(DeliveryKeys.WEBHOOK),
        s.get(DeliveryKeys.WEBHOOK_SECRET),
        s.get(DeliveryKeys.LINK).map(URI::toString).orElse(""),
        s.get(DeliveryKeys.TIMEOUT));
  }

  /**
   * The pipeline of forecasts.
   *
   * @param maxRecordBytes largest record that may be written, bytes
   */
  public ForecastSpec forecasts(int maxRecordBytes) {
    StreamSettings stream =
        new StreamSettings(
            topics.names(),
            format,
            engine.latePolicy(),
            engine.batchSize(),
            engine.linger(),
            maxRecordBytes);
    return new ForecastSpec(stream, windows, deviations, alerts, engine.level());
  }

  /** The topics as they must be, those of chorales only if they are enabled. */
  public List<TopicSpec> topicSpecs() {
    List<TopicSpec> specs = new ArrayList<>(topics.specs());
    if (chorales.enabled()) {
      specs.addAll(chorales.specs(topics));
    }
    return specs;
  }
}
