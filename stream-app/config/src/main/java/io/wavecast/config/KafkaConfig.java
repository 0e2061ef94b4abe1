package io.wavecast.config;

import io.wavecast.core.text.UsageException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

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
          "bootstrap.servers", "bootstrap.servers",
          "application.id", "application.id",
          "group.id", "application.id",
          "group.protocol", "group.protocol",
          "processing.guarantee", "engine.guarantee",
          "num.stream.threads", "engine.threads",
          "state.dir", "data.dir");

  /** Properties on which exactly once, or what bytes mean, depends. */
  private static final Pattern FIXED =
      Pattern.compile(
          "isolation\\.level|auto\\.offset\\.reset|enable\\.auto\\.commit"
              + "|(key|value)\\.(de)?serializer|default\\.(key|value)\\.serde");

  /** In front of a property for one kind of client. */
  private static final Pattern CLIENT =
      Pattern.compile("^((main\\.|restore\\.|global\\.)?consumer|producer|admin)\\.");

  /**
   * @throws UsageException when a property has its own key, or cannot work
   */
  public KafkaConfig {
    properties = Map.copyOf(properties);
    for (String name : List.copyOf(new TreeMap<>(properties).keySet())) {
      String problem = problem(name);
      if (!problem.isEmpty()) {
        throw new UsageException(Settings.KAFKA + name + problem);
      }
    }
    RecordLimit.of(properties);
  }

  /** Why a property may not be given, to follow its name; empty when it may. */
  private static String problem(String name) {
    if (OWN.containsKey(name)) {
      return " is set by '" + OWN.get(name) + "': use that instead";
    }
    if (FIXED.matcher(bare(name)).matches()) {
      return " must not be set: what is read and written, exactly once, depends on it";
    }
    return name.startsWith("schema.registry.")
        ? " is no property of Kafka's clients: set schema.registry.url and a format of inputs or"
            + " outputs.format"
        : "";
  }

  /** The name of a property without the kind of client that it is for. */
  public static String bare(String property) {
    return CLIENT.matcher(property).replaceFirst("");
  }

  /**
   * The largest record that producers with these properties send, bytes.
   *
   * @param most the largest that is wanted, bytes
   */
  public int largestRecord(int most) {
    return (int) Math.min(most, RecordLimit.of(properties));
  }

  /**
   * Which cluster the settings name.
   *
   * @throws UsageException when a property has its own key, or cannot work
   */
  public static KafkaConfig of(Settings s) {
    for (String name : new TreeSet<>(s.kafka().keySet())) {
      String problem = problem(name);
      if (!problem.isEmpty()) {
        throw s.refuseKafka(name, problem);
      }
    }
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
