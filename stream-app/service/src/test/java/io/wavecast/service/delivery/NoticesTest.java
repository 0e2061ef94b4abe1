package io.wavecast.service.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.incident.Incident;
import io.wavecast.schemas.incident.Incident.SharedLabel;
import io.wavecast.schemas.incident.IncidentCodec;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoticesTest {
  @Test
  void an_open_incident_fires_and_says_what_its_members_share() {
    Notice notice = notice(Incident.State.OPEN, Alert.State.WARNING, 3);

    assertThat(notice.fires()).isEqualTo(Severity.WARNING);
    assertThat(notice.ended()).isEmpty();
    assertThat(notice.labels())
        .isEqualTo(Map.of("alertname", "WavecastIncident", "incident", "some-id"));
    assertThat(notice.annotations())
        .containsEntry("summary", "3 series began to alert together, 2 still alert")
        .containsEntry("alerting", "2")
        .containsEntry("description", "3 series began to alert")
        .containsEntry("first", "pump.7")
        .containsEntry("members", "3")
        .containsEntry("series", "pump.7, pump.8, fan.1")
        .containsEntry("shared", "zone=b, kind=pump (2 of 3)");
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | disk: reaches 90.0 within 4 steps | reaches 90.0 within 4 steps
          5 | disk: value 95.0 is at or above the limit 90.0 | value 95.0 is at or above the limit 90.0
          5 | disk: value 95.0 is at or above the limit 90.0 | value 95.0 is at or above the limit 90.0; also it is flat, score 5.0 above 1.0
          5 | disk is unusually high | score 5.0 above 1.0; value 3.0: few as high in the last 9 days except in anomalies; an anomaly only together with noise
          5 | disk is outside its forecast intervals | value 9.0 is outside the intervals at the lead times 1, 5, expected 1.0 to 2.0
          0 | disk is stale | no observation for 5m
          5 | disk is flat | score 5.0 above 1.0; value 3.0, the same or nearly so 16 times in a row: at most 2 times in the last 2 days except in anomalies
          5 | disk is noisier than usual | score 5.0 above 1.0; value 3.0: it changes 4.0 times as much as usual
          5 | disk has been high unusually long | score 5.0 above 1.0; value 3.0: high for 90 values, at most for 20 in the last 2 days except in anomalies
          5 | disk did not rise as usual at this time of day | 2 of the last 3 scores above 1.0, now 5.0; value 3.0: at this time of day it usually rises to 85.5, and did not
          5 | disk is unusual for this hour of the week | score 5.0 above 1.0; value 3.0: at this hour of the week or beside it, a mean of 1.0 to 2.0 was expected
          5 | disk is far from its forecast | score 5.0 above 1.0; value 3.0, expected 1.0 to 2.0: no error like this in the last 2 days except in anomalies
          5 | disk is no longer constant | score 5.0 above 1.0; value 6.0: it was constant at 5.0 for 900 values
          5 | disk is unusual | score 5.0 above 1.0; value 3.0, expected 1.0 to 2.0
          """)
  void the_summary_of_an_alert_says_what_its_reason_says(
      float score, String summary, String reason) {
    assertThat(summary(Alert.State.WARNING, Alert.State.OK, score, reason)).isEqualTo(summary);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          disk is as expected again | score 0.1 is back to expected
          disk is accepted as normal | score 0.1; value 6.0: this level is accepted as normal after 251 values
          disk is taken for a new series | score 0.0; the series is taken for a new one after a pause of 2 days
          """)
  void the_summary_of_an_end_says_why_it_ends(String summary, String reason) {
    assertThat(summary(Alert.State.RECOVERING, Alert.State.WARNING, 0.1f, reason))
        .isEqualTo(summary);
  }

  private static Object summary(
      Alert.State state, Alert.State previous, float score, String reason) {
    Alert alert =
        new Alert("1", "disk", state, previous, 2, 1, score, Alert.Direction.NONE, "rule", reason);
    return Notices.ofAlert(AlertCodec.write(alert)).annotations().get("summary");
  }

  @Test
  void the_summary_of_an_incident_of_one_series_says_what_it_did() {
    assertThat(
            summary(
                Alert.State.WARNING,
                "pump.7: score 4.0 above 1.0; value 3.0: it changes only 2 % as much as usual"))
        .isEqualTo("pump.7 is quieter than usual");
    assertThat(summary(Alert.State.WARNING, "pump.7: no observation for 5m"))
        .isEqualTo("pump.7 is stale");
    assertThat(summary(Alert.State.CRITICAL, "pump.7: no observation for 5m"))
        .isEqualTo("pump.7 was stale, then became critical");
    assertThat(summary(Alert.State.WARNING, "pump.7: reaches 90.0 within 4 steps"))
        .isEqualTo("pump.7: reaches 90.0 within 4 steps");
    assertThat(summary(Alert.State.WARNING, "pump.7: 3 of the last 5 scores above 1.0, now 4.0"))
        .isEqualTo("pump.7 is unusual");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          score 4.0 above 1.0; value 3.0, the same or nearly so 16 times in a row | is flat
          no observation for 5m | fell silent
          """)
  void the_summary_of_an_incident_says_what_the_first_series_did(String reason, String did) {
    String said =
        "3 series began to alert within 2s, first pump.7; the first alert, of pump.7: \"%s\"";

    assertThat(
            notice(Incident.State.OPEN, Alert.State.WARNING, 3, said.formatted(reason))
                .annotations())
        .containsEntry(
            "summary", "3 series began to alert together, 2 still alert; the first " + did);
  }

  @Test
  void the_summary_of_an_incident_names_the_limit_that_the_first_series_reached() {
    String said =
        "3 series began to alert; the first alert, of pump.7: \"reaches 90.0 within 4 steps\"";

    assertThat(notice(Incident.State.OPEN, Alert.State.WARNING, 3, said).annotations())
        .containsEntry(
            "summary",
            "3 series began to alert together, 2 still alert;"
                + " the first: reaches 90.0 within 4 steps");
  }

  private static Object summary(Alert.State severity, String reason) {
    Incident incident =
        new Incident(
            "some-id",
            Incident.State.OPEN,
            severity,
            Alerts.STARTED,
            Alerts.STARTED,
            1,
            "pump.7",
            List.of("pump.7"),
            List.of(),
            reason,
            OptionalInt.empty());
    return Notices.ofIncident(IncidentCodec.write(incident)).annotations().get("summary");
  }

  @Test
  void a_change_of_an_alert_that_did_not_fire_is_not_due() {
    Alert pending = Alerts.change("a", Alert.State.OK, Alert.State.PENDING);

    assertThat(Notices.ofAlert(AlertCodec.write(pending)).isDue()).isFalse();
  }

  private static Notice notice(Incident.State state, Alert.State severity, int members) {
    return notice(state, severity, members, "3 series began to alert");
  }

  private static Notice notice(
      Incident.State state, Alert.State severity, int members, String reason) {
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
            reason,
            state == Incident.State.OPEN ? OptionalInt.of((members + 1) / 2) : OptionalInt.of(0));
    return Notices.ofIncident(IncidentCodec.write(incident));
  }
}
