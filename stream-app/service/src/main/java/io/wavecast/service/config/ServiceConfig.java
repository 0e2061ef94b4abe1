package io.wavecast.service.config;

import io.wavecast.config.ConfigException;
import io.wavecast.config.DeliveryKeys;
import io.wavecast.config.KafkaConfig;
import io.wavecast.config.ModelRouting;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.onnx.repository.RepositorySettings;
import io.wavecast.service.delivery.DeliverySettings;
import java.net.URI;

/**
 * The checked settings of the service. Immutable; {@link #toString} hides secrets.
 *
 * @param settings as given
 * @param kafka how to reach the cluster
 * @param topics which topics
 * @param models which models
 * @param engine how the stream is processed
 * @param http metrics, health and the console
 * @param delivery where alerts are sent
 * @param demo the demo and the embedded broker
 */
public record ServiceConfig(
    Settings settings,
    KafkaConfig kafka,
    TopicConfig topics,
    RepositorySettings models,
    EngineConfig engine,
    HttpConfig http,
    DeliverySettings delivery,
    DemoConfig demo) {

  /**
   * Turns settings into values.
   *
   * @throws ConfigException when settings contradict each other
   */
  public static ServiceConfig of(Settings s) {
    PipelineSettings.check(s);
    return new ServiceConfig(
        s,
        KafkaConfig.of(s),
        TopicConfig.of(s),
        ModelRouting.of(s),
        EngineConfig.of(s),
        HttpConfig.of(s),
        delivery(s),
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
}
