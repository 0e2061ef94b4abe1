package io.wavecast.config;

import io.wavecast.core.text.UsageException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * How to reach the cluster.
 *
 * @param bootstrapServers HOST:PORT, several separated by commas
 * @param properties properties of Kafka's clients; may hold secrets, which {@link #toString} hides
 */
public record KafkaConfig(String bootstrapServers, Map<String, String> properties) {
  /** Properties that Wavecast sets itself, with the keys that set them. */
  private static final Map<String, String> OWN =
      Map.of(
          "bootstrap.servers", "bootstrap-servers",
          "application.id", "application-id",
          "group.id", "application-id",
          "group.protocol", "group.protocol",
          "processing.guarantee", "guarantee",
          "num.stream.threads", "threads",
          "state.dir", "data-dir");

  /**
   * @throws UsageException when a property has its own key, or cannot work
   */
  public KafkaConfig {
    properties = Map.copyOf(properties);
    for (String name : List.copyOf(new TreeMap<>(properties).keySet())) {
      if (OWN.containsKey(name)) {
        throw new UsageException(
            "kafka." + name + " is set by '" + OWN.get(name) + "': use that instead");
      }
      if (name.startsWith("schema.registry.")) {
        throw new UsageException(
            "kafka.%1$s is no property of Kafka's clients: set schema.registry.url and input.format or"
                    .formatted(name)
                + " outputs.format");
      }
    }
    RecordLimit.of(properties);
  }

  /**
   * The largest record that producers with these properties send, bytes.
   *
   * @param most the largest that is wanted, bytes
   */
  public int largestRecord(int most) {
    return (int) Math.min(most, RecordLimit.of(properties));
  }

  /** Which cluster the settings name. */
  public static KafkaConfig of(Settings s) {
    return new KafkaConfig(s.get(KafkaKeys.BOOTSTRAP_SERVERS), s.kafka());
  }

  /** The properties of a client, as a copy that the caller owns; as {@link #asMap}. */
  public Properties client() {
    Properties client = new Properties();
    client.putAll(asMap());
    return client;
  }

  /** The same as a map. This process may use their {@link OAuthEndpoints} from now on. */
  public Map<String, String> asMap() {
    OAuthEndpoints.allow(properties);
    Map<String, String> client = new HashMap<>(properties);
    client.put("bootstrap.servers", bootstrapServers);
    return client;
  }

  @Override
  public String toString() {
    Map<String, String> shown = new TreeMap<>();
    properties.forEach((name, value) -> shown.put(name, Secrets.show(name, value)));
    return "KafkaConfig[" + bootstrapServers + ", " + shown + "]";
  }
}
