package io.wavecast.core.ingest;

import static io.wavecast.core.ingest.Mapped.json;
import static io.wavecast.core.ingest.Mapped.labelled;
import static io.wavecast.core.ingest.Mapped.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelTemplatesTest {
  @Test
  void labels_come_from_fields_the_key_headers_and_the_name_of_the_value() {
    Input input =
        labelled(
            Mapped.with(json("{/host}.{value}", "/all"), ValueFields.at("/of/*")),
            Map.of(
                "host", "/host",
                "zone", "{key/zone}",
                "metric", "{value}",
                "site", "{header.site}",
                "env", "prod-{topic}"));

    Mapped mapped =
        Mapped.of(
            input,
            record(
                "{\"zone\":7}",
                "{\"host\":\"h\",\"all\":[{\"of\":{\"cpu\":1}},{\"of\":{\"mem\":2}}]}"));

    assertThat(labels(mapped))
        .containsExactly(
            Map.of("host", "h", "zone", "7", "metric", "cpu", "site", "berlin", "env", "prod-raw"),
            Map.of("host", "h", "zone", "7", "metric", "mem", "site", "berlin", "env", "prod-raw"));
  }

  @Test
  void a_label_that_a_record_does_not_have_is_left_out() {
    Map<String, String> templates = new LinkedHashMap<>();
    templates.put("a", "/a");
    templates.put("b", "{/b}-{/value}");
    templates.put("c", "{header.none}");
    templates.put("d", "{key/zone}");
    templates.put("e", "{key}");
    templates.put("f", "/f");
    Mapped mapped =
        Mapped.of(labelled(json("x"), templates), record(null, "{\"value\":1,\"f\":\"\"}"));

    assertThat(labels(mapped)).containsExactly(Map.of());
    assertThat(mapped.why()).isEmpty();
  }

  @Test
  void without_labels_records_say_nothing_about_them() {
    Mapped mapped = Mapped.of(json("x"), "{\"value\":1}");

    assertThat(mapped.events().get(0).observation().labels()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/o|wrong-type: input 'test': field '/o' must be text, a number or a boolean, got: object",
        "/long|out-of-range: input 'test': labels must be at most 16 with at most 2048 bytes, got:"
            + " 1 with 3001 bytes",
        "{key/x}|bad-key: input 'test': key of the record must be JSON",
      })
  void a_label_that_cannot_be_rejects_the_point(String template, String why) {
    String value = "{\"value\":1,\"o\":{},\"long\":\"%s\"}".formatted("x".repeat(3000));

    assertThat(Mapped.of(labelled(json("x"), Map.of("l", template)), value).why()).isEqualTo(why);
  }

  @Test
  void what_is_no_label_is_refused() {
    Map<String, String> many = new LinkedHashMap<>();
    for (int i = 0; i < 17; i++) {
      many.put("l" + i, "/x");
    }
    assertThatThrownBy(() -> LabelTemplates.of(many))
        .hasMessage("must have at most 16 names, got: 17");
    assertThatThrownBy(() -> LabelTemplates.of(Map.of("severity", "/x")))
        .hasMessage(
            "name of a label must be letters, digits and _, and none of [alertname, application,"
                + " incident, series, severity], got: severity");
    assertThatThrownBy(() -> LabelTemplates.of(Map.of("a", "{x}")))
        .hasMessageContaining("placeholder must be");
  }

  private static List<Map<String, String>> labels(Mapped mapped) {
    List<Map<String, String>> labels = new ArrayList<>();
    mapped.events().forEach(event -> labels.add(event.observation().labels()));
    return labels;
  }
}
