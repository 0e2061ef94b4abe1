package io.wavecast.service.delivery;

import static io.wavecast.schemas.forecast.Alert.State.CRITICAL;
import static io.wavecast.schemas.forecast.Alert.State.OK;
import static io.wavecast.schemas.forecast.Alert.State.PENDING;
import static io.wavecast.schemas.forecast.Alert.State.RECOVERING;
import static io.wavecast.schemas.forecast.Alert.State.WARNING;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Cause;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlertmanagerSinkTest {
  private static final long NOW = Alerts.STARTED + 3_600_000;

  private FakeReceiver receiver;
  private AlertmanagerSink sink;

  @BeforeEach
  void open() throws IOException {
    receiver = new FakeReceiver();
    sink =
        new AlertmanagerSink(
            new HttpPost(() -> receiver.url("/api/v2/alerts"), FakeReceiver.HTTP, true),
            new AlertmanagerJson("wavecast", "http://board/", "http://runbook/"),
            () -> Map.of("Authorization", "Bearer s3cret"),
            Duration.ofMinutes(5),
            () -> NOW);
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void a_new_alert_has_labels_annotations_and_times() throws Exception {
    String link = "http://board/#series=pump.7&from=1699999940000&to=1700000060000&find=1";
    sink.deliver(Alerts.notices(Alerts.change("pump.7", PENDING, WARNING)));

    assertThat(receiver.requests().get(0).header("Authorization")).isEqualTo("Bearer s3cret");
    assertThat(receiver.requests().get(0).path()).isEqualTo("/api/v2/alerts");
    assertThat(receiver.bodies())
        .containsExactly(
            """
            [{"labels":{"alertname":"WavecastSeries","series":"pump.7","application":"wavecast",\
            "severity":"warning"},"annotations":{"summary":"pump.7 rose; it rarely was so high",\
            "description":"3 of 5 scores above 1","id":"%s","signal":"record","direction":"above","rule":"default",\
            "score":"2.5","state":"WARNING","runbook_url":"http://runbook/",\
            "dashboard_url":"%s"},"startsAt":"2023-11-14T22:13:20Z","endsAt":"%s",\
            "generatorURL":"%s"}]\
            """
                .formatted(
                    Alerts.change("pump.7", PENDING, WARNING).id(),
                    link,
                    Instant.ofEpochMilli(NOW + 300_000),
                    link));
  }

  @Test
  void a_link_names_any_series_as_the_console_reads_it_unless_it_names_a_place_itself() {
    Notice notice = Alerts.notices(Alerts.change("a b/ü#&", PENDING, WARNING)).get(0);
    var entry = new AlertmanagerJson.Entry(notice, Severity.WARNING, NOW);

    String console = text(new AlertmanagerJson("w", "http://c/", "").write(List.of(entry)));
    String place =
        text(new AlertmanagerJson("w", "http://c/#view=alerts", "").write(List.of(entry)));

    assertThat(console).contains("\"generatorURL\":\"http://c/#series=a+b%2F%C3%BC%23%26&from=");
    assertThat(place).contains("\"generatorURL\":\"http://c/#view=alerts\"");
  }

  private static String text(byte[] json) {
    return new String(json, UTF_8);
  }

  @Test
  void a_series_that_gets_worse_moves_to_the_critical_alert_in_one_request() throws Exception {
    sink.deliver(Alerts.notices(Alerts.change("pump.7", WARNING, CRITICAL)));

    assertThat(receiver.requests()).hasSize(1);
    assertThat(ends("warning")).isBefore(Instant.ofEpochMilli(NOW));
    assertThat(ends("critical")).isAfter(Instant.ofEpochMilli(NOW));
  }

  @Test
  void a_recovering_series_keeps_its_severity() throws Exception {
    sink.deliver(Alerts.notices(Alerts.change("pump.7", CRITICAL, RECOVERING)));

    assertThat(ends("critical")).isAfter(Instant.ofEpochMilli(NOW));
  }

  @Test
  void the_summary_names_the_problem() throws Exception {
    Alert stale =
        new Alert(
            "1",
            "a",
            WARNING,
            OK,
            2,
            1,
            0,
            Cause.of(Cause.Code.STALE),
            "default",
            "no observation for 1m");
    sink.deliver(Alerts.notices(stale));
    sink.deliver(Alerts.notices(Alerts.change("b", WARNING, RECOVERING)));

    assertThat(receiver.bodies().get(0)).contains("\"summary\":\"a has had no observation\"");
    assertThat(receiver.bodies().get(1)).contains("\"summary\":\"b is as expected again\"");
  }

  @Test
  void labels_of_the_series_are_labels_of_the_alert() throws Exception {
    Map<String, String> labels = Map.of("zone", "b", "series", "forged");
    sink.deliver(Alerts.notices(Alerts.change("pump.7", PENDING, WARNING).withLabels(labels)));

    assertThat(receiver.bodies().get(0))
        .contains("\"series\":\"pump.7\"")
        .contains("\"zone\":\"b\"")
        .doesNotContain("forged");
  }

  @Test
  void a_new_alert_and_the_end_of_a_warning_say_nothing_of_a_critical_alert() throws Exception {
    sink.deliver(Alerts.notices(Alerts.change("pump.7", PENDING, WARNING)));
    sink.deliver(Alerts.notices(Alerts.change("pump.7", WARNING, OK)));

    assertThat(receiver.bodies()).noneMatch(body -> body.contains("critical"));
  }

  @Test
  void an_end_of_unknown_severity_resolves_both() throws Exception {
    sink.deliver(Alerts.notices(Alerts.change("pump.7", RECOVERING, OK)));

    Instant end = Instant.ofEpochMilli(Alerts.STARTED + 600_000);
    assertThat(ends("warning")).isEqualTo(end);
    assertThat(ends("critical")).isEqualTo(end);
  }

  @Test
  void an_end_in_the_future_of_this_clock_resolves_now() throws Exception {
    sink =
        new AlertmanagerSink(
            new HttpPost(() -> receiver.url("/"), FakeReceiver.HTTP, true),
            new AlertmanagerJson("wavecast", "", ""),
            Map::of,
            Duration.ofMinutes(5),
            () -> Alerts.STARTED - 1000);

    sink.deliver(Alerts.notices(Alerts.change("pump.7", RECOVERING, OK)));

    assertThat(ends("critical")).isEqualTo(Instant.ofEpochMilli(Alerts.STARTED - 1000));
    assertThat(receiver.bodies().get(0))
        .contains("\"startsAt\":\"" + Instant.ofEpochMilli(Alerts.STARTED - 1000));
  }

  @Test
  void only_the_last_of_several_changes_of_one_alert_is_sent() throws Exception {
    sink.deliver(
        Alerts.notices(
            Alerts.change("pump.7", PENDING, WARNING),
            Alerts.change("pump.8", PENDING, WARNING),
            Alerts.change("pump.7", WARNING, OK)));

    assertThat(receiver.bodies().get(0).split("\"series\":\"pump.7\"", -1)).hasSize(2);
    assertThat(ends("warning")).isEqualTo(Instant.ofEpochMilli(Alerts.STARTED + 600_000));
  }

  @Test
  void one_invalid_alert_does_not_affect_the_valid_ones() throws Exception {
    receiver.answer(request -> request.body().contains("bad") ? 400 : 200);

    int rejected =
        sink.deliver(
            Alerts.notices(
                Alerts.change("good", PENDING, WARNING), Alerts.change("bad", PENDING, WARNING)));

    assertThat(rejected).isEqualTo(1);
    assertThat(receiver.bodies()).hasSize(3);
  }

  @Test
  void an_unavailable_server_is_retried() {
    receiver.answer(request -> 503);
    assertThatThrownBy(() -> sink.deliver(Alerts.notices(Alerts.change("a", PENDING, WARNING))))
        .isInstanceOf(DeliveryException.class)
        .hasMessage("127.0.0.1 answers 503: answer 503");

    receiver.close();
    assertThatThrownBy(() -> sink.deliver(Alerts.notices(Alerts.change("a", PENDING, WARNING))))
        .isInstanceOf(DeliveryException.class)
        .hasMessageStartingWith("127.0.0.1 does not answer");
  }

  @Test
  void many_alerts_are_sent_in_several_requests() throws Exception {
    sink.refresh(
        Alerts.notices(
            IntStream.range(0, 1001)
                .mapToObj(i -> Alerts.change("s" + i, PENDING, WARNING))
                .toArray(Alert[]::new)));

    assertThat(receiver.bodies()).hasSize(3);
  }

  /** The end of the alert of a severity in the last request. */
  private Instant ends(String severity) {
    String body = receiver.bodies().get(receiver.bodies().size() - 1);
    String rest = body.substring(body.indexOf("\"severity\":\"" + severity));
    int at = rest.indexOf("\"endsAt\":\"") + 10;
    return Instant.parse(rest.substring(at, rest.indexOf('"', at)));
  }
}
