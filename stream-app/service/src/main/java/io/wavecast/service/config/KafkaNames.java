package io.wavecast.service.config;

import io.wavecast.core.text.Suggest;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The properties that Kafka's clients have. Others are passed on, because plugins have properties
 * of their own.
 */
public final class KafkaNames {
  /** In front of a property for one kind of client. */
  private static final List<String> PREFIXES =
      List.of(
          "main.consumer.",
          "restore.consumer.",
          "global.consumer.",
          "consumer.",
          "producer.",
          "admin.");

  /** In front of settings of topics, and of what reads values from files, whose names are free. */
  private static final List<String> FREE = List.of("topic.", "config.providers.");

  private KafkaNames() {}

  /**
   * A line for each property that no client of Kafka has.
   *
   * @param properties names, without the prefix {@code kafka.}
   */
  public static List<String> warnings(Collection<String> properties) {
    Set<String> known =
        Stream.of(
                StreamsConfig.configDef().names(),
                ConsumerConfig.configNames(),
                ProducerConfig.configNames(),
                AdminClientConfig.configNames())
            .flatMap(Set::stream)
            .collect(Collectors.toCollection(TreeSet::new));
    return properties.stream()
        .sorted()
        .filter(name -> !known.contains(bare(name)) && FREE.stream().noneMatch(name::startsWith))
        .map(
            name ->
                "kafka.%s: Kafka's clients have no such property%s"
                    .formatted(name, Suggest.hint(bare(name), known)))
        .toList();
  }

  private static String bare(String name) {
    return PREFIXES.stream()
        .filter(name::startsWith)
        .findFirst()
        .map(prefix -> name.substring(prefix.length()))
        .orElse(name);
  }
}
