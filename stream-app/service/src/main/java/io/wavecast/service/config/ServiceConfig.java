package io.wavecast.service.config;

import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.RuleText;
import io.wavecast.core.forecast.deviation.DeviationSettings;
import io.wavecast.core.forecast.window.WindowSettings;
import io.wavecast.onnx.repository.RepositorySettings;
import io.wavecast.schemas.forecast.ObservationFormat;
import io.wavecast.service.delivery.DeliverySettings;
import io.wavecast.service.topics.TopicSpec;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * All that the program can be told, checked. Immutable; secrets are hidden by {@link #toString}.
 *
 * @param kafka how to reach the cluster
 * @param topics which topics
 * @param format where the fields of an observation stand
 * @param windows how observations become windows
 * @param deviations how observations are judged
 * @param alerts when series alert
 * @param models which models
 * @param sketches whether and how sketches are labelled
 * @param engine how the stream is processed
 * @param http metrics, health and the console
 * @param delivery who is told of alerts
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
   * @throws ConfigException when settings do not go together
   */
  public static ServiceConfig of(Settings s) {
    return new ServiceConfig(
        new KafkaConfig(s.get(Keys.BOOTSTRAP_SERVERS), s.kafka()),
        TopicConfig.of(s),
        ObservationFormat.of(
                s.get(Keys.POINTER_SERIES).orElse(""),
                s.get(Keys.POINTER_TIMESTAMP).orElse(""),
                s.get(Keys.POINTER_VALUE),
                s.get(Keys.MAX_BYTES))
            .withMaxAhead(s.get(Keys.MAX_AHEAD)),
        new WindowSettings(s.get(Keys.STEP), s.get(Keys.MAX_GAP)),
        new DeviationSettings(s.get(Keys.PROFILE)),
        alerts(s),
        ModelRouting.of(s),
        SketchConfig.of(s),
        EngineConfig.of(s),
        HttpConfig.of(s),
        delivery(s),
        ChoraleConfig.of(s),
        DemoConfig.of(s));
  }

  private static AlertSettings alerts(Settings s) {
    try {
      return new AlertSettings(s.get(Keys.ALERT_RULES).stream().map(RuleText::read).toList());
    } catch (IllegalArgumentException e) {
      throw new ConfigException(Keys.ALERT_RULES.name() + ": " + e.getMessage(), e);
    }
  }

  private static DeliverySettings delivery(Settings s) {
    return new DeliverySettings(
        s.get(Keys.ALERTMANAGER),
        s.get(Keys.ALERTMANAGER_AUTHORIZATION),
        s.get(Keys.ALERTMANAGER_RESEND),
        s.get(Keys.WEBHOOK),
        s.get(Keys.WEBHOOK_SECRET),
        s.get(Keys.DELIVERY_LINK).map(URI::toString).orElse(""),
        s.get(Keys.DELIVERY_TIMEOUT));
  }

  /** The topics as they must be, those of chorales where they are composed. */
  public List<TopicSpec> topicSpecs() {
    List<TopicSpec> specs = new ArrayList<>(topics.specs());
    if (chorales.enabled()) {
      specs.addAll(chorales.specs(topics));
    }
    return specs;
  }

  /** The same, with another cluster. */
  public ServiceConfig withBootstrapServers(String servers) {
    KafkaConfig other = new KafkaConfig(servers, kafka.properties());
    return new ServiceConfig(
        other,
        topics,
        format,
        windows,
        deviations,
        alerts,
        models,
        sketches,
        engine,
        http,
        delivery,
        chorales,
        demo);
  }

  /** The same, with other models. */
  public ServiceConfig withModels(RepositorySettings other) {
    return new ServiceConfig(
        kafka,
        topics,
        format,
        windows,
        deviations,
        alerts,
        other,
        sketches,
        engine,
        http,
        delivery,
        chorales,
        demo);
  }

  /** The same, with topics that keep other amounts. */
  public ServiceConfig withTopics(TopicConfig other) {
    return new ServiceConfig(
        kafka,
        other,
        format,
        windows,
        deviations,
        alerts,
        models,
        sketches,
        engine,
        http,
        delivery,
        chorales,
        demo);
  }
}
