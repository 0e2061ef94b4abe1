package io.wavecast.service.delivery;

import static io.wavecast.schemas.forecast.Alert.State.CRITICAL;
import static io.wavecast.schemas.forecast.Alert.State.OK;
import static io.wavecast.schemas.forecast.Alert.State.PENDING;
import static io.wavecast.schemas.forecast.Alert.State.RECOVERING;
import static io.wavecast.schemas.forecast.Alert.State.WARNING;
import static io.wavecast.schemas.incident.Incident.State.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.config.Settings;
import io.wavecast.config.TopicKeys;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.incident.Incident;
import io.wavecast.schemas.incident.IncidentCodec;
import io.wavecast.service.files.TestCertificate;
import io.wavecast.testkit.http.LocalServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is delivered, and what is not. */
class AlertDeliveriesTest extends DeliveryFixture {
  @Test
  void nothing_is_lost_while_the_receiver_is_down() throws Exception {
    receiver.answer(request -> 503);
    Alert warning = Alerts.change("a", PENDING, WARNING);
    Alert critical = Alerts.change("a", WARNING, CRITICAL);
    send(warning);

    try (AlertDeliveries deliveries = start(webhook())) {
      assertThat(deliveries).isNotNull();
      await().atMost(PATIENCE).until(() -> receiver.bodies().size() > 1);
      send(critical);
      receiver.answer(request -> 200);

      awaitLast(critical);
    }
    assertThat(delivered().subList(delivered().indexOf(critical) - 1, delivered().size()))
        .containsExactly(warning, critical);
  }

  @Test
  void a_restart_resumes_after_the_last_delivery() throws Exception {
    Alert first = Alerts.change("a", PENDING, WARNING);
    Alert second = Alerts.change("a", WARNING, CRITICAL);
    Alert third = Alerts.change("b", PENDING, WARNING);
    send(first);
    try (AlertDeliveries deliveries = start(webhook())) {
      assertThat(deliveries).isNotNull();
      awaitLast(first);
      send(second);
      awaitLast(second);
    }

    try (AlertDeliveries deliveries = start(webhook())) {
      assertThat(deliveries).isNotNull();
      send(third);
      awaitLast(third);
    }

    assertThat(delivered()).containsExactly(first, second, third);
  }

  @Test
  void pending_states_and_invalid_records_are_skipped() throws Exception {
    Alert due = Alerts.change("c", PENDING, WARNING);
    send(Alerts.change("a", OK, PENDING));
    send(Alerts.change("a", PENDING, OK));
    send("a", null);
    send("a", "no alert".getBytes(StandardCharsets.UTF_8));
    send(due);

    try (AlertDeliveries deliveries = start(webhook())) {
      assertThat(deliveries).isNotNull();
      awaitLast(due);
    }

    assertThat(delivered()).containsExactly(due);
  }

  @Test
  void incidents_are_sent_in_place_of_alerts_on_request() throws Exception {
    String enabled = "incidents.enabled";
    String events = "delivery.events";
    String url = receiver.url("/").toString();
    Settings settings =
        settings("delivery.webhook.url", url, events, "incidents", enabled, "true")
            .with(TopicKeys.NAMES, "incidents=" + topic + ",alerts=" + topic + ".alerts");
    Incident incident =
        new Incident(
            "some-id",
            OPEN,
            WARNING,
            1,
            2,
            1,
            "a",
            List.of("a"),
            List.of(),
            Cause.NONE,
            "",
            "a is unusual",
            OptionalInt.empty());
    send(incident.id(), IncidentCodec.write(incident));

    try (AlertDeliveries deliveries = start(settings)) {
      assertThat(deliveries).isNotNull();
      await().atMost(PATIENCE).until(() -> hasReceived("\"id\":\"some-id\""));
    }
  }

  @Test
  void after_a_restart_only_firing_alerts_are_sent_to_alertmanager_again() throws Exception {
    send(Alerts.change("fires", PENDING, WARNING));
    send(Alerts.change("over", PENDING, CRITICAL));
    try (AlertDeliveries deliveries = start(alertmanager())) {
      assertThat(deliveries).isNotNull();
      await().atMost(PATIENCE).until(() -> hasReceived("\"series\":\"fires\""));
      await().atMost(PATIENCE).until(() -> hasReceived("\"series\":\"over\""));
      send(Alerts.change("over", CRITICAL, RECOVERING));
      send(Alerts.change("over", RECOVERING, OK));
      await().atMost(PATIENCE).until(() -> hasReceived("\"state\":\"OK\""));
    }
    int before = receiver.bodies().size();

    try (AlertDeliveries deliveries = start(alertmanager())) {
      assertThat(deliveries).isNotNull();
      await().atMost(PATIENCE).until(() -> receiver.bodies().size() > before + 1);
    }

    assertThat(receiver.bodies().subList(before, receiver.bodies().size()))
        .anySatisfy(body -> assertThat(body).contains("\"series\":\"fires\""))
        .allSatisfy(body -> assertThat(body).doesNotContain("\"series\":\"over\""));
  }

  @Test
  void a_new_address_of_the_webhook_in_its_file_is_used_while_the_delivery_runs() throws Exception {
    Path file = Files.writeString(dir.resolve("url"), receiver.url("/first") + "\n");
    send(Alerts.change("a", PENDING, WARNING));

    try (AlertDeliveries deliveries =
        start(settings("delivery.webhook.url", "${file:" + file + "}"))) {
      assertThat(deliveries).isNotNull();
      await().atMost(PATIENCE).until(() -> paths().contains("/first"));
      Files.writeString(file, receiver.url("/second").toString());
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .until(
              () -> {
                send(Alerts.change("a", PENDING, WARNING));
                return paths().contains("/second");
              });
    }

    assertThat(paths()).startsWith("/first").endsWith("/second");
  }

  @ParameterizedTest
  @ValueSource(strings = {"webhook", "alertmanager"})
  void a_receiver_with_an_authority_of_its_own_that_wants_a_certificate_gets_alerts(String sink)
      throws Exception {
    TestCertificate theirs = TestCertificate.make("EC");
    TestCertificate ours = TestCertificate.make("EC");
    theirs.writeCertificate(dir.resolve("authority"));
    ours.writeCertificate(dir.resolve("certificate"));
    ours.writeKey(dir.resolve("key"));
    send(Alerts.change("a", PENDING, WARNING));
    try (FakeReceiver strict = new FakeReceiver(LocalServer.mutualTls(theirs.server(ours)));
        AlertDeliveries deliveries =
            start(
                settings(
                    "delivery." + sink + ".url",
                    strict.url("/").toString(),
                    "client.tls.authority",
                    dir.resolve("authority").toString(),
                    "client.tls.certificate",
                    dir.resolve("certificate").toString(),
                    "client.tls.key",
                    dir.resolve("key").toString()))) {
      assertThat(deliveries).isNotNull();

      await().atMost(PATIENCE).until(() -> !strict.requests().isEmpty());
    }
  }
}
