package io.wavecast.service.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Direction;
import io.wavecast.schemas.incident.Incident;
import io.wavecast.schemas.incident.Incident.SharedLabel;
import io.wavecast.schemas.incident.IncidentCodec;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class NoticesTest {
  @Test
  void an_open_incident_fires_and_says_what_its_members_share() {
    Notice notice = notice(Incident.State.OPEN, Alert.State.WARNING, 3);

    assertThat(notice.fires()).isEqualTo(Severity.WARNING);
    assertThat(notice.ended()).isEmpty();
    assertThat(notice.labels())
        .isEqualTo(Map.of("alertname", "WavecastIncident", "incident", "some-id"));
    assertThat(notice.annotations())
        .containsEntry("summary", "3 series began to alert together; 2 of 3 still alert")
        .containsEntry("alerting", "2")
        .containsEntry("description", "3 series began to alert")
        .containsEntry("first", "pump.7")
        .containsEntry("members", "3")
        .containsEntry("series", "pump.7, pump.8, fan.1")
        .containsEntry("shared", "zone=b, kind=pump (2 of 3)");
  }

  @Test
  void an_incident_links_to_its_first_series() {
    Notice notice = notice(Incident.State.OPEN, Alert.State.WARNING, 3);
    var entry = new AlertmanagerJson.Entry(notice, Severity.WARNING, notice.started() + 1);

    assertThat(new String(new AlertmanagerJson("w", "http://c/", "").write(List.of(entry)), UTF_8))
        .contains("\"generatorURL\":\"http://c/#series=pump.7&from=");
  }

  @Test
  void an_incident_that_gets_critical_ends_the_warning() {
    Notice notice = notice(Incident.State.OPEN, Alert.State.CRITICAL, 3);

    assertThat(notice.fires()).isEqualTo(Severity.CRITICAL);
    assertThat(notice.ended()).containsExactly(Severity.WARNING);
  }

  @Test
  void a_resolved_incident_ends_both_severities() {
    Notice notice = notice(Incident.State.RESOLVED, Alert.State.CRITICAL, 1);

    assertThat(notice.fires()).isNull();
    assertThat(notice.ended()).containsExactly(Severity.WARNING, Severity.CRITICAL);
    assertThat(notice.isDue()).isTrue();
    assertThat(notice.annotations()).containsEntry("summary", "pump.7 is as expected again");
  }

  @Test
  void an_incident_that_was_never_critical_ends_no_critical_alert() {
    assertThat(notice(Incident.State.RESOLVED, Alert.State.WARNING, 1).ended())
        .containsExactly(Severity.WARNING);
  }

  @Test
  void a_change_ends_what_the_one_before_it_left_firing() {
    Notice warning = notice(Incident.State.OPEN, Alert.State.WARNING, 3);
    Notice critical = notice(Incident.State.OPEN, Alert.State.CRITICAL, 3);
    Notice resolved = notice(Incident.State.RESOLVED, Alert.State.CRITICAL, 3);

    assertThat(critical.after(warning).ended()).containsExactly(Severity.WARNING);
    assertThat(critical.after(critical).ended()).isEmpty();
    assertThat(resolved.after(critical).ended()).containsExactly(Severity.CRITICAL);
    assertThat(resolved.after(resolved).ended()).isEqualTo(resolved.ended());
  }

  @Test
  void an_id_names_one_change_and_a_repetition_has_the_same() {
    Notice open = notice(Incident.State.OPEN, Alert.State.WARNING, 3);

    assertThat(open.id()).isEqualTo(notice(Incident.State.OPEN, Alert.State.WARNING, 3).id());
    assertThat(open.id())
        .isNotEqualTo(notice(Incident.State.RESOLVED, Alert.State.WARNING, 3).id());
    assertThat(open.subject()).isEqualTo("some-id");
  }

  @Test
  void the_summary_of_an_alert_says_what_the_series_did_and_its_id_is_that_of_the_alert() {
    Cause cause = Cause.of("season", Direction.BELOW).with("value", 0).with("upper", 85);
    Alert alert =
        new Alert(
            "1", "disk", Alert.State.WARNING, Alert.State.OK, 2, 1, 5, cause, "rule", "any words");

    assertThat(Notices.ofAlert(AlertCodec.write(alert)).annotations())
        .containsEntry("summary", "disk fell to 0; at this time of day it is usually at most 85")
        .containsEntry("description", "any words")
        .containsEntry("id", "1")
        .containsEntry("signal", "season")
        .containsEntry("direction", "below");
  }

  @Test
  void the_end_of_a_removed_series_fires_no_more() {
    Notice firing =
        Notices.ofAlert(
            AlertCodec.write(Alerts.change("pump.7", Alert.State.OK, Alert.State.WARNING)));

    Notice end = Notices.endOf(firing, Alerts.STARTED + 900_000);

    assertThat(end).isNotNull();
    assertThat(end.fires()).isNull();
    assertThat(end.annotations()).containsEntry("summary", "pump.7 is forgotten");
  }

  @Test
  void the_summary_of_an_incident_says_what_the_series_did_that_alerted_first() {
    Cause limit = Cause.of(Cause.Code.LIMIT).with(Direction.ABOVE).with("limit", 90);
    Cause reaches = limit.with("probability", 0.8).with("leadMs", 240_000);

    assertThat(summary(1, reaches))
        .isEqualTo("pump.7 reaches 90 within 4 min with probability 0.8");
    assertThat(summary(1, Cause.NONE)).isEqualTo("pump.7 alerts");
    assertThat(summary(3, reaches))
        .isEqualTo(
            "3 series began to alert together; 2 of 3 still alert;"
                + " the first reaches 90 within 4 min with probability 0.8");
  }

  private static Object summary(int members, Cause cause) {
    return notice(Incident.State.OPEN, Alert.State.WARNING, members, cause)
        .annotations()
        .get("summary");
  }

  @Test
  void a_change_of_an_alert_that_did_not_fire_is_not_due() {
    Alert pending = Alerts.change("a", Alert.State.OK, Alert.State.PENDING);

    assertThat(Notices.ofAlert(AlertCodec.write(pending)).isDue()).isFalse();
  }

  private static Notice notice(Incident.State state, Alert.State severity, int members) {
    return notice(state, severity, members, Cause.NONE);
  }

  private static Notice notice(
      Incident.State state, Alert.State severity, int members, Cause cause) {
    List<String> series = List.of("pump.7", "pump.8", "fan.1").subList(0, members);
    List<SharedLabel> shared =
        members == 1
            ? List.of()
            : List.of(new SharedLabel("zone", "b", 3), new SharedLabel("kind", "pump", 2));
    Incident incident =
        new Incident(
            "some-id",
            state,
            severity,
            Alerts.STARTED,
            Alerts.STARTED + 1000,
            members,
            "pump.7",
            series,
            shared,
            cause,
            "",
            "3 series began to alert",
            state == Incident.State.OPEN ? OptionalInt.of((members + 1) / 2) : OptionalInt.of(0));
    return Notices.ofIncident(IncidentCodec.write(incident));
  }
}
