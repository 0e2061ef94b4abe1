package io.wavecast.schemas.incident;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Direction;
import io.wavecast.schemas.incident.Incident.SharedLabel;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class IncidentCodecTest {
  private static final Incident INCIDENT =
      new Incident(
          "5c3e1f0a-0f5c-3d3e-8d2f-6a0f7a9d1c11",
          Incident.State.OPEN,
          Alert.State.CRITICAL,
          1_700_000_000_000L,
          1_700_000_042_000L,
          48,
          "web.b.latency",
          List.of("web.b.latency", "web.b.errors"),
          List.of(new SharedLabel("zone", "b", 47)),
          Cause.NONE,
          "",
          "48 series began to alert within 42s, first web.b.latency; 47 of 48 have zone=b",
          OptionalInt.empty());

  @Test
  void the_incident_of_the_first_release_reads_back_and_is_still_written_the_same()
      throws IOException {
    assertGolden("incident-v1", INCIDENT);
  }

  @Test
  void cause_joined_incident_and_members_that_still_alert_read_back() throws IOException {
    assertGolden(
        "incident-v2",
        new Incident(
            INCIDENT.id(),
            INCIDENT.state(),
            INCIDENT.severity(),
            INCIDENT.since(),
            INCIDENT.changed(),
            INCIDENT.members(),
            INCIDENT.first(),
            INCIDENT.series(),
            INCIDENT.labels(),
            Cause.of("flat", Direction.NONE).with("runMs", 60_000),
            "8d2f6a0f-0f5c-3d3e-8d2f-6a0f7a9d1c11",
            INCIDENT.reason() + "; 31 of 48 still alert",
            OptionalInt.of(31)));
  }

  private static void assertGolden(String name, Incident incident) throws IOException {
    byte[] golden;
    try (InputStream in =
        IncidentCodecTest.class.getResourceAsStream("/golden/" + name + ".json")) {
      golden = in.readAllBytes();
    }

    assertThat(IncidentCodec.read(golden)).isEqualTo(incident);
    assertThat(new String(IncidentCodec.write(incident), UTF_8))
        .isEqualTo(new String(golden, UTF_8).strip());
  }

  @Test
  void what_is_no_incident_is_refused_with_its_reason() {
    assertRefused("\"members\":48", "\"members\":0", "1 or more members");
    assertRefused("\"severity\":\"CRITICAL\"", "\"severity\":\"OK\"", "WARNING or CRITICAL");
    assertRefused("\"changed\":1700000042000", "\"changed\":1", "not change before it began");
    assertRefused("}]", "}],\"alerting\":49", "members that still alert must be in 0..48, got: 49");
    assertRefused("\"state\":\"OPEN\"", "\"state\":\"SHUT\"", "'state' must be one of");
  }

  private static void assertRefused(String part, String other, String why) {
    String json = new String(IncidentCodec.write(INCIDENT), UTF_8).replace(part, other);

    assertThatThrownBy(() -> IncidentCodec.read(json.getBytes(UTF_8)))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContaining(why);
  }
}
