package io.wavecast.service.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.incident.Incident;
import io.wavecast.schemas.incident.Incident.SharedLabel;
import io.wavecast.schemas.incident.Incident.State;
import io.wavecast.schemas.json.JsonWriter;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class IncidentsJsonTest {
  private static final Incident INCIDENT =
      new Incident(
          "7-1",
          State.OPEN,
          Alert.State.CRITICAL,
          10,
          20,
          48,
          "db.\"b\"",
          List.of("db.\"b\"", "</script>"),
          List.of(new SharedLabel("zone", "b\n", 47)),
          Cause.NONE,
          "",
          "48 series",
          OptionalInt.of(31));

  @Test
  void an_incident_has_its_members_and_what_they_share_with_every_text_escaped() {
    assertThat(json(true, List.of(INCIDENT)))
        .isEqualTo(
            "{\"enabled\":true,\"loaded\":true,\"open\":1,\"matching\":1,\"incidents\":[{\"id\":\"7-1\","
                + "\"state\":\"OPEN\",\"severity\":\"CRITICAL\",\"since\":10,\"changed\":20,\"members\":48,"
                + "\"alerting\":31,"
                + "\"first\":\"db.\\\"b\\\"\",\"series\":[\"db.\\\"b\\\"\",\"</script>\"],"
                + "\"labels\":[{\"name\":\"zone\",\"value\":\"b\\n\",\"members\":47}],"
                + "\"reason\":\"48 series\"}]}");
  }

  @Test
  void the_first_ones_are_listed_and_all_open_ones_counted() {
    String many = json(true, Collections.nCopies(IncidentsJson.MAX_LISTED + 50, INCIDENT));

    assertThat(many).startsWith("{\"enabled\":true,\"loaded\":true,\"open\":250,\"matching\":250,");
    assertThat(many.split("\"id\":", -1)).hasSize(IncidentsJson.MAX_LISTED + 1);
  }

  @Test
  void none_are_counted_before_the_topic_is_read() {
    assertThat(json(false, List.of()))
        .isEqualTo(
            "{\"enabled\":true,\"loaded\":false,\"open\":null,\"matching\":0,\"incidents\":[]}");
  }

  private static String json(boolean loaded, List<Incident> incidents) {
    return new String(JsonWriter.value(IncidentsJson.of(true, loaded, incidents)), UTF_8);
  }
}
