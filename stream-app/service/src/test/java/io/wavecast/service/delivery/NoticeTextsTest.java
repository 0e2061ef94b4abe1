package io.wavecast.service.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.config.Settings;
import io.wavecast.core.text.LabelPattern;
import io.wavecast.core.text.UsageException;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Alert.State;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.incident.Incident;
import io.wavecast.schemas.incident.IncidentCodec;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoticeTextsTest {
  private static final LabelPattern LABELS =
      LabelPattern.of("(?<kind>[^.]+)\\.(?<zone>[^.]+)(\\.(?<disk>.*))?");

  private static final Alert ALERT =
      Alerts.change("pump.b", State.WARNING, State.CRITICAL).withLabels(LABELS.labels("pump.b"));

  @Test
  void the_summary_of_an_alert_is_made_of_its_fields_and_labels() {
    Notice notice =
        texts(
                "delivery.summary",
                "[{severity}] {label.kind} in {label.zone}{label.disk}{label.any_1} is {state},"
                    + " {direction} by {rule}: {score}; {summary}; {reason}; {started}, {changed}")
            .apply(Notices.ofAlert(AlertCodec.write(ALERT)));

    String expected =
        "[critical] pump in b is CRITICAL, above by default: 2.5; pump.b rose; it rarely is so high;"
            + " 3 of 5 scores above 1; 2023-11-14T22:13:20Z, 2023-11-14T22:16:20Z";
    assertThat(notice.annotations())
        .containsEntry("summary", expected)
        .containsEntry("score", "2.5");
    assertThat(AlertCodec.read(notice.body())).isEqualTo(ALERT);
    assertThat(new String(notice.body(), UTF_8)).endsWith(",\"summary\":\"" + expected + "\"}");
  }

  @Test
  void what_has_ended_has_the_severity_that_it_had() {
    Alert ok = Alerts.change("pump.b", State.CRITICAL, State.OK);

    assertThat(
            texts("delivery.summary", "{severity} {state}")
                .apply(Notices.ofAlert(AlertCodec.write(ok)))
                .annotations())
        .containsEntry("summary", "critical OK");
  }

  @Test
  void texts_of_an_incident_are_made_of_its_fields() {
    Incident incident =
        new Incident(
            "some-id",
            Incident.State.OPEN,
            State.WARNING,
            Alerts.STARTED,
            Alerts.STARTED + 1000,
            2,
            "pump.7",
            List.of("pump.7", "pump.8"),
            List.of(new Incident.SharedLabel("zone", "b", 2)),
            Cause.NONE,
            "",
            "2 series began to alert",
            OptionalInt.of(1));

    assertThat(
            texts(
                    "incidents.enabled", "true",
                    "delivery.events", "incidents",
                    "delivery.summary",
                        "{incident} {first} {members} {alerting} {shared} {series} {reason}")
                .apply(Notices.ofIncident(IncidentCodec.write(incident)))
                .annotations())
        .containsEntry(
            "summary", "some-id pump.7 2 1 zone=b pump.7, pump.8 2 series began to alert");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{value}|delivery.summary must have placeholders among {series}, {state}, {severity}",
        "{label.sub-zone}|name of a label must be letters, digits and _, and none of",
        "{label.series}|name of a label must be letters, digits and _, and none of",
        "{labels.site}|{id}, {signal}, {score}, {direction}, {rule}, {label.NAME}, got: {labels.site} (",
        "{first}|got: {first}",
        "{series|delivery.summary: '{' must be closed by '}', got: '{series'",
      })
  void a_placeholder_that_is_unknown_or_not_closed_stops_the_start(String text, String message) {
    assertThatThrownBy(() -> texts("delivery.summary", text))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message);
  }

  @Test
  void without_texts_nothing_changes() {
    Notice notice = Notices.ofAlert(AlertCodec.write(ALERT));

    assertThat(texts().apply(notice)).isSameAs(notice);
  }

  private static NoticeTexts texts(String... settings) {
    Map<String, String> all = new TreeMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return NoticeTexts.of(Settings.of(all));
  }
}
