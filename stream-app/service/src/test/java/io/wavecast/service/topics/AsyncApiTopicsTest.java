package io.wavecast.service.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.config.Host;
import io.wavecast.config.Settings;
import io.wavecast.kafka.ServedPipeline;
import io.wavecast.kafka.acl.Program;
import io.wavecast.kafka.topics.TopicSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The Kafka bindings of asyncapi.yaml, against the topics and groups of the service. */
class AsyncApiTopicsTest {
  /** Every pipeline; an input's own topic is its owner's. */
  private static final Settings SETTINGS =
      Settings.load(
          Host.SERVICE,
          Map.of(
              "inputs", "[{topics: raw, aggregate: count}]",
              "outputs.flat", "forecasts,deviations,alerts",
              "calendar.enabled", "true",
              "incidents.enabled", "true",
              "sketches.enabled", "true",
              "chorales.enabled", "true"),
          Map.of(),
          Optional.empty());

  private final Map<String, Object> document = document();

  private static Map<String, Object> document() {
    try {
      return new Yaml().load(Files.readString(Path.of("../../schemas/asyncapi.yaml")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void topics_are_created_as_their_bindings_say() {
    Map<String, Object> documented = new TreeMap<>();
    for (Object channel : at(document, "channels").values()) {
      Map<String, Object> binding = at(channel, "bindings", "kafka");
      Map<String, String> configs = new TreeMap<>();
      at(binding, "topicConfiguration")
          .forEach(
              (key, value) ->
                  configs.put(
                      key,
                      value instanceof List<?> list
                          ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                          : String.valueOf(value)));
      documented.put(
          String.valueOf(at(channel).get("address")), binding.get("partitions") + " " + configs);
    }

    Map<String, Object> created = new TreeMap<>();
    for (TopicSpec spec : TopicSpec.of(SETTINGS)) {
      Map<String, String> configs = new TreeMap<>(spec.configs());
      configs.remove(TopicSpec.SEGMENT_BYTES);
      created.put(spec.name(), spec.partitions() + " " + configs);
    }
    created.remove("raw");
    assertThat(created).isEqualTo(documented);
  }

  @Test
  void what_is_read_is_read_by_the_groups_that_it_says() {
    TreeSet<String> documented = new TreeSet<>();
    for (Object operation : at(document, "operations").values()) {
      if (at(operation).containsKey("bindings")) {
        documented.addAll(
            ((List<?>) at(operation, "bindings", "kafka", "groupId").get("enum"))
                .stream().map(String::valueOf).toList());
      }
    }

    TreeSet<String> served = new TreeSet<>();
    ServedPipeline.of(SETTINGS).forEach(pipeline -> served.add(pipeline.applicationId()));
    served.removeAll(
        List.of("wavecast-inputs", "wavecast-incidents")); // of no documented operation
    assertThat(documented).isEqualTo(served);
    assertThat(Program.SERVE.acls(SETTINGS, true).toString()).contains(documented);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> at(Object node, String... path) {
    Object found = node;
    for (String name : path) {
      found = ((Map<String, Object>) found).get(name);
    }
    return (Map<String, Object>) found;
  }
}
