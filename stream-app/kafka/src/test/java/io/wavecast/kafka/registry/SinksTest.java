package io.wavecast.kafka.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.stream.OutputRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.storage.StringConverter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The configurations of docs/SINKS.md, as they are written there. */
class SinksTest {
  private static final Pattern BLOCK = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
  private static List<OutputRecord> outputs = List.of();

  @BeforeAll
  static void run() throws IOException {
    String setting = page().replaceAll("(?s).*\noutputs.flat: (\\S+)\n.*", "$1");
    outputs = FlatRecords.outputs(Map.of("outputs.flat", setting));
  }

  @Test
  void there_is_one_for_each_kind_of_store() throws IOException {
    assertThat(sinks().<Object>map(sink -> sink.get("name")))
        .containsExactly("wavecast-jdbc", "wavecast-s3", "wavecast-opensearch");
  }

  @ParameterizedTest
  @MethodSource("sinks")
  @SuppressWarnings("unchecked")
  void its_converters_read_its_topics_and_its_columns_exist(Map<String, ?> sink) {
    Map<String, String> config = (Map<String, String>) sink.get("config");

    assertThat(config)
        .containsEntry("consumer.override.isolation.level", "read_committed")
        .containsEntry("value.converter", JsonConverter.class.getName())
        .containsEntry("key.converter", StringConverter.class.getName());
    for (String topic : config.get("topics").split(",")) {
      List<Struct> rows = FlatRecords.rows(outputs, topic, ofConverter(config));
      assertThat(rows).as(topic).isNotEmpty();
      for (String column : config.getOrDefault("pk.fields", "series").split(",")) {
        assertThat(rows).as(column).allMatch(row -> row.get(column) != null);
      }
    }
  }

  @Test
  void what_identifies_a_record_by_the_page_does() throws IOException {
    Map<String, List<String>> keys = new HashMap<>();
    for (String line : page().lines().filter(l -> l.contains("| `wavecast.flat-")).toList()) {
      List<String> names =
          Pattern.compile("`([^`]+)`").matcher(line).results().map(m -> m.group(1)).toList();
      keys.put(names.get(1), names.subList(2, names.size()));
    }

    assertThat(keys).hasSize(3);
    keys.forEach(
        (topic, columns) ->
            assertThat(FlatRecords.rows(outputs, topic))
                .extracting(row -> columns.stream().map(row::get).toList())
                .doesNotHaveDuplicates());
  }

  private static Map<String, String> ofConverter(Map<String, String> config) {
    Map<String, String> own = new HashMap<>();
    config.forEach(
        (key, value) -> {
          if (key.startsWith("value.converter.")) {
            own.put(key.substring("value.converter.".length()), value);
          }
        });
    return own;
  }

  static Stream<Map<String, ?>> sinks() throws IOException {
    List<Map<String, ?>> sinks = new ArrayList<>();
    for (var block : BLOCK.matcher(page()).results().toList()) {
      sinks.add(FlatRecords.json(block.group(1).getBytes(UTF_8)));
    }
    return sinks.stream();
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("../../docs/SINKS.md"));
  }
}
