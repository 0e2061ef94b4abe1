package io.wavecast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Alert.State;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Direction;
import io.wavecast.testkit.kafka.TestTopics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code wavecast alerts ack}, against a broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertsAckTest {
  private static final long BEGAN = Instant.parse("2026-01-08T11:20:00Z").toEpochMilli();

  private EmbeddedBroker broker;

  @BeforeAll
  void start(@TempDir Path dir) {
    broker = EmbeddedBroker.start(new BrokerSettings(dir, 0));
    Cli created = cli("topics", "create", "--calendar-enabled", "true");
    assertThat(created.code()).as(created.err()).isZero();
  }

  @AfterAll
  void stop() {
    broker.close();
  }

  @Test
  void the_latest_alert_of_a_series_becomes_an_entry_that_it_was_normal() throws Exception {
    Alert began = alert("web.a", State.CRITICAL, State.OK, 0, "default");
    Alert ended = alert("web.a", State.OK, State.CRITICAL, 600_000, "default");
    send(began, ended);

    Cli ack = cli("alerts", "ack", began.id(), "--normal", "--at", "2026-01-08T12:00:00Z");
    Cli again = cli("alerts", "ack", ended.id(), "--normal");
    Cli json = cli("alerts", "ack", ended.id(), "--normal", "--json");
    Cli later = cli("alerts", "ack", ended.id(), "--normal", "--at", "2026-01-08T13:00:00Z");

    assertThat(ack.code()).as(ack.err()).isZero();
    assertThat(ack.out())
        .isEqualToIgnoringNewLines(
            "web.a learns this alert as normal, with its first observation from 2026-01-08T12:00:00Z"
                + " on (calendar entry ack-"
                + ended.id()
                + ")");
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.out()).isEqualTo("acknowledged already: " + ack.out());
    assertThat(json.out())
        .startsWith("{\"name\":\"ack-" + ended.id() + "\",\"series\":\"web.a\"")
        .contains("\"start\":\"2026-01-08T11:20\"", "\"effect\":\"NORMAL\"");
    assertThat(later.out()).contains(" from 2026-01-08T13:00:00Z on ", "ack-" + ended.id());
    assertThat(cli("calendar", "list").out().lines().filter(line -> line.contains(" web.a ")))
        .containsExactly(
            "ack-"
                + ended.id()
                + " web.a start=2026-01-08T11:20 end=2026-01-08T13:00 zone=UTC effect=normal");
  }

  @Test
  void an_alert_of_which_only_the_last_change_is_left_is_named_by_its_first_one_or_its_series()
      throws Exception {
    send(alert("web.f", State.RECOVERING, State.WARNING, 600_000, "default"));

    Cli first = cli("alerts", "ack", Alert.idOf("web.f", BEGAN, State.WARNING), "--normal");
    Cli series = cli("alerts", "ack", "web.f", "--normal");

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out()).startsWith("web.f learns this alert as normal");
    assertThat(series.out()).isEqualTo("acknowledged already: " + first.out());
  }

  @Test
  void without_a_time_it_is_learned_in_one_minute() throws Exception {
    Alert began = alert("web.d", State.CRITICAL, State.OK, 0, "default");
    send(began);
    Instant before = Instant.now();

    Cli ack = cli("alerts", "ack", began.id(), "--normal");

    Instant from = Instant.parse(ack.out().strip().replaceAll(".* from (\\S+) on .*", "$1"));
    assertThat(from).isBetween(before.plusSeconds(59), Instant.now().plusSeconds(60));
  }

  @Test
  void what_cannot_be_learned_is_refused() throws Exception {
    Alert old = alert("web.b", State.OK, State.CRITICAL, 0, "default");
    Alert next = alert("web.b", State.CRITICAL, State.OK, 900_000, 900_000, "default");
    Alert limit = alert("disk.c", State.WARNING, State.OK, 0, "disk");
    long since = BEGAN + 900_000;
    Alert silence =
        new Alert(
            Alert.idOf("web.e", since, State.WARNING),
            "web.e",
            State.WARNING,
            State.OK,
            since,
            since,
            0,
            Cause.of(Cause.Code.STALE),
            "default",
            "any words");
    send(old, next, limit, silence);

    Cli replaced = cli("alerts", "ack", old.id(), "--normal");
    Cli limits =
        cli("alerts", "ack", limit.id(), "--normal", "--alerts-rules", "disk d* limit-above=90");
    Cli stale = cli("alerts", "ack", silence.id(), "--normal");
    Cli early = cli("alerts", "ack", next.id(), "--normal", "--at", "2026-01-08T11:20:00Z");
    Cli silent = cli("alerts", "ack", next.id());

    assertThat(replaced.code()).isEqualTo(1);
    assertThat(replaced.err()).contains("topic wavecast.alerts has no alert " + old.id());
    assertThat(limits.code()).isEqualTo(2);
    assertThat(limits.err()).contains("rule 'disk' has limits or intervals");
    assertThat(stale.code()).isEqualTo(2);
    assertThat(stale.err()).contains("is one of silence");
    assertThat(early.err()).contains("--at must be after the alert changed");
    assertThat(silent.err()).contains("--normal is missing");
  }

  private static Alert alert(String series, State state, State before, long after, String rule) {
    return alert(series, state, before, after, 0, rule);
  }

  private static Alert alert(
      String series, State state, State before, long after, long started, String rule) {
    long since = BEGAN + after;
    return new Alert(
        Alert.idOf(series, since, state),
        series,
        state,
        before,
        since,
        BEGAN + started,
        3,
        Cause.of("record", Direction.ABOVE),
        rule,
        "reason");
  }

  private void send(Alert... alerts) throws Exception {
    for (Alert alert : alerts) {
      new TestTopics(broker.bootstrapServers())
          .send("wavecast.alerts", alert.series(), AlertCodec.write(alert));
    }
  }

  private Cli cli(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--bootstrap-servers", broker.bootstrapServers()));
    return Cli.run(all.toArray(String[]::new));
  }
}
