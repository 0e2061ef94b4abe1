package io.wavecast.service.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.incident.Incident;
import io.wavecast.schemas.incident.Incident.SharedLabel;
import io.wavecast.schemas.incident.Incident.State;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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
          "48 series");

  @Test
  void an_incident_has_its_members_and_what_they_share_with_every_text_escaped() {
    assertThat(json(Optional.of(List.of(INCIDENT))))
        .isEqualTo(
            "{\"enabled\":true,\"open\":1,\"incidents\":[{\"id\":\"7-1\",\"state\":\"OPEN\","
                + "\"severity\":\"CRITICAL\",\"since\":10,\"changed\":20,\"members\":48,"
                + "\"first\":\"db.\\\"b\\\"\",\"series\":[\"db.\\\"b\\\"\",\"</script>\"],"
                + "\"labels\":[{\"name\":\"zone\",\"value\":\"b\\n\",\"members\":47}],"
                + "\"reason\":\"48 series\"}]}");
  }

  @Test
  void it_says_whether_incidents_are_made_at_all() {
    assertThat(json(Optional.empty())).isEqualTo("{\"enabled\":false,\"open\":0,\"incidents\":[]}");
    assertThat(json(Optional.of(List.of())))
        .isEqualTo("{\"enabled\":true,\"open\":0,\"incidents\":[]}");
  }

  @Test
  void the_first_ones_are_listed_and_all_open_ones_counted() {
    String many = json(Optional.of(Collections.nCopies(70, INCIDENT)));

    assertThat(many).startsWith("{\"enabled\":true,\"open\":70,");
    assertThat(many.split("\"id\":", -1)).hasSize(IncidentsJson.MAX_LISTED + 1);
  }

  private static String json(Optional<List<Incident>> incidents) {
    return new String(IncidentsJson.of(incidents), UTF_8);
  }
}
