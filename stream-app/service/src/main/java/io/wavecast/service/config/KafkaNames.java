package io.wavecast.service.config;

import io.wavecast.config.KafkaConfig;
import io.wavecast.config.Secrets;
import io.wavecast.config.Settings;
import io.wavecast.core.text.Suggest;
import io.wavecast.core.text.Throwables;
import io.wavecast.core.text.UsageException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.RocksDBConfigSetter;

/**
 * The properties that Kafka's clients have, and their values. Others are passed on, because plugins
 * have properties of their own.
 */
public final class KafkaNames {
  /** In front of settings of topics, and of what reads values from files, whose names are free. */
  private static final List<String> FREE = List.of("topic.", "config.providers.");

  /** Classes, or lists of them, which Kafka looks up when a client starts, and what they are. */
  private static final Map<String, List<Class<?>>> CLASSES =
      Map.of(
          "interceptor.classes",
          List.of(ConsumerInterceptor.class, ProducerInterceptor.class),
          "metric.reporters",
          List.of(MetricsReporter.class),
          "partition.assignment.strategy",
          List.of(ConsumerPartitionAssignor.class),
          "partitioner.class",
          List.of(Partitioner.class),
          "rocksdb.config.setter",
          List.of(RocksDBConfigSetter.class));

  private static final List<ConfigDef> DEFINITIONS =
      List.of(
          StreamsConfig.configDef(),
          ConsumerConfig.configDef(),
          ProducerConfig.configDef(),
          AdminClientConfig.configDef());

  private KafkaNames() {}

  /**
   * A line for each property that no client of Kafka has.
   *
   * @param properties names, without the prefix {@code kafka.}
   */
  public static List<String> warnings(Collection<String> properties) {
    Set<String> known =
        DEFINITIONS.stream()
            .flatMap(clients -> clients.names().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    return properties.stream()
        .sorted()
        .filter(
            name ->
                !known.contains(KafkaConfig.bare(name))
                    && FREE.stream().noneMatch(name::startsWith))
        .map(
            name ->
                "kafka.%s: Kafka's clients have no such property%s"
                    .formatted(name, Suggest.hint(KafkaConfig.bare(name), known)))
        .toList();
  }

  /**
   * Requires values that Kafka's clients take. References such as <code>${file:...}</code> are left
   * to them.
   *
   * @throws UsageException when one is refused
   */
  static void requireValid(Settings settings) {
    new TreeMap<>(settings.kafka())
        .forEach(
            (name, value) -> {
              try {
                if (!value.contains("${")) {
                  DEFINITIONS.forEach(clients -> require(clients, KafkaConfig.bare(name), value));
                }
              } catch (ConfigException e) {
                String shown = Secrets.show(name, value);
                throw settings.refuseKafka(
                    name, ": " + Throwables.oneLine(e).replace(value, shown));
              }
            });
  }

  private static void require(ConfigDef clients, String name, String value) {
    ConfigDef.ConfigKey key = clients.configKeys().get(name);
    if (key != null) {
      Object parsed = ConfigDef.parseType(name, value, key.type);
      if (CLASSES.containsKey(name)) {
        List<?> classes = parsed instanceof List<?> list ? list : List.of(parsed);
        classes.forEach(each -> requireType(name, each));
      }
      if (key.validator != null) {
        key.validator.ensureValid(name, parsed);
      }
    }
  }

  private static void requireType(String name, Object each) {
    Class<?> found = (Class<?>) ConfigDef.parseType(name, each, ConfigDef.Type.CLASS);
    List<Class<?>> types = Objects.requireNonNull(CLASSES.get(name));
    if (types.stream().noneMatch(type -> type.isAssignableFrom(found))) {
      throw new ConfigException(name, found.getName(), "is no " + types.get(0).getSimpleName());
    }
  }
}
