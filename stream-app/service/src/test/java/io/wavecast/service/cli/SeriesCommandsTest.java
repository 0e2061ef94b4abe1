package io.wavecast.service.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Alert.State;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Direction;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.EventCodec;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.testkit.kafka.TestTopics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code wavecast explain} and {@code watch}, over the topics of a broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeriesCommandsTest {
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long BEGAN = Instant.parse("2026-01-08T11:20:00Z").toEpochMilli();
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Alert PENDING = alert("web.a", State.PENDING, State.OK, 0, "rose to 99");
  private static final Alert CRITICAL =
      alert("web.a", State.CRITICAL, State.PENDING, 2, "has been high since 11:20 UTC, now 99");

  private static final Alert FORGED =
      alert("evil\nstate   OK since ever\u001b[2J", State.WARNING, State.OK, 3, "rose");

  private EmbeddedBroker broker;

  @BeforeAll
  void start(@TempDir Path dir) throws Exception {
    broker = EmbeddedBroker.start(new BrokerSettings(dir, 0));
    Cli created = cli("topics", "create");
    assertThat(created.code()).as(created.err()).isZero();
    for (int i = -30; i < 30; i++) {
      send(deviation("web.a", i, i < 0 ? 5 : 99), deviation("web.b", i, 7));
    }
    send(alert("web.a", State.WARNING, State.OK, -20, "is an older one"), PENDING, CRITICAL);
    send(alert("web.b", State.WARNING, State.OK, 3, "is another"));
    send(FORGED);
    send(forecast("web.b", 29));
  }

  @AfterAll
  void stop() {
    broker.close();
  }

  @Test
  void an_alert_is_explained_by_its_changes_and_the_values_around_its_begin() {
    Cli explain =
        cli(
            "explain",
            PENDING.id(),
            "--delivery-link",
            "http://console",
            "--calendar-enabled=true");

    String same = " --bootstrap-servers '" + servers() + "'";
    assertThat(explain.code()).as(explain.err()).isZero();
    assertThat(explain.out().lines())
        .contains(
            "series  web.a",
            "labels  {zone=eu}",
            "state   CRITICAL since 2026-01-08T11:22:00Z; the alert began 2026-01-08T11:20:00Z",
            "rule    default",
            "2026-01-08T11:20:00Z PENDING, record: rose to 99",
            "2026-01-08T11:22:00Z CRITICAL, record: has been high since 11:20 UTC, now 99",
            "it was normal    wavecast alerts ack " + CRITICAL.id() + " --normal" + same,
            "a quieter rule   wavecast alerts suggest kafka://wavecast.observations --series 'web.a'"
                + same,
            "see it           http://console/#series=web.a&from=1767871140000&to=1767871260000&find=1");
    assertThat(explain.out().lines().filter(line -> line.contains("Z     ")))
        .hasSize(12)
        .contains(
            "2026-01-08T11:16:00Z                5  4 to 6                      0.5",
            "2026-01-08T11:20:00Z               99  4 to 6                        2  began");
    assertThat(explain.out())
        .containsPattern("wavecast calendar add mute-\\w{8} 'web.a' start=\\S{16} .*" + same);
  }

  @Test
  void a_key_of_a_record_commands_no_terminal() {
    String out = cli("explain", FORGED.id()).out();

    assertThat(out).contains("evil; state   OK since ever").doesNotContain("\u001b");
    assertThat(out.lines().filter(line -> line.startsWith("state"))).hasSize(1);
  }

  @Test
  void a_series_stands_for_its_latest_alert_and_json_has_the_events_as_they_are() {
    Cli explain = cli("explain", "web.a", "--json");

    assertThat(explain.code()).as(explain.err()).isZero();
    assertThat(explain.out())
        .startsWith("{\"changes\":[" + json(PENDING) + "," + json(CRITICAL) + "],\"values\":[")
        .contains(json(deviation("web.a", 0, 99)))
        .doesNotContain("web.b");
  }

  @Test
  void an_unknown_alert_or_series_is_an_error_that_names_a_near_one() {
    Cli alert = cli("explain", PENDING.id().substring(1));
    Cli series = cli("explain", "web.aa");

    assertThat(alert.code()).isEqualTo(1);
    assertThat(alert.err()).contains("did you mean '" + PENDING.id() + "'?").hasLineCount(1);
    assertThat(series.err())
        .contains("topic wavecast.alerts, which keeps", "is 'web.aa'; did you mean 'web.a'?");
  }

  @Test
  void the_first_id_of_an_alert_names_it_when_compaction_has_removed_that_change() {
    Cli explain = cli("explain", Alert.idOf("web.b", BEGAN, State.PENDING));

    assertThat(explain.code()).as(explain.err()).isZero();
    assertThat(explain.out()).contains("series  web.b", "is another");
  }

  @Test
  void a_series_that_never_alerted_is_said_to_be_so(@TempDir Path dir) throws Exception {
    send(deviation("it's fine", 0, 5));
    Path config = Files.writeString(dir.resolve("a.yaml"), "");

    Cli explain = cli("explain", "it's fine", "--config", config.toString());

    assertThat(explain.code()).isEqualTo(1);
    assertThat(explain.err())
        .isEqualTo(
            ("wavecast: series 'it's fine' has no alert on topic wavecast.alerts; to see its"
                    + " values: wavecast watch 'it'\\''s fine' --config '%s'"
                    + " --bootstrap-servers '%s'\n")
                .formatted(config, servers()));
  }

  @Test
  void a_series_is_watched_from_its_newest_values_on() throws Exception {
    Cli watch = new Cli();
    Thread running = watch.start("watch", "web.b", "--bootstrap-servers", servers());
    await().atMost(PATIENCE).until(() -> watch.out().lines().count() >= 11);
    send(deviation("web.b", 30, 8), forecast("web.b", 30));
    send(alert("web.b", State.RECOVERING, State.WARNING, 30, "is as expected again"));
    await().atMost(PATIENCE).until(() -> watch.out().contains("RECOVERING"));
    running.interrupt();
    running.join(PATIENCE.toMillis());

    assertThat(watch.code()).as(watch.err()).isZero();
    assertThat(watch.err()).isEmpty();
    assertThat(watch.out().lines())
        .hasSize(13)
        .startsWith("TIME                            VALUE  EXPECTED                  SCORE  NEXT")
        .endsWith(
            "2026-01-08T11:49:00Z                7  4 to 6                        2  next 5 (4 to 6)",
            "2026-01-08T11:50:00Z                8  4 to 6                        2  next 5 (4 to 6)",
            "2026-01-08T11:50:00Z RECOVERING, was WARNING: is as expected again");
  }

  @Test
  void a_series_that_is_unknown_is_waited_for() throws Exception {
    Cli watch = new Cli();
    Thread running = watch.start("watch", "web.c", "--bootstrap-servers", servers());
    await().atMost(PATIENCE).until(() -> watch.out().contains("TIME"));
    running.interrupt();
    running.join(PATIENCE.toMillis());

    assertThat(watch.code()).isZero();
    assertThat(watch.err())
        .isEqualTo(
            "wavecast: topic wavecast.deviations has no value of series 'web.c'; did you mean"
                + " 'web.a'?; waiting for one\n");
  }

  @Test
  void topics_that_do_not_exist_are_an_error() {
    Cli watch = cli("watch", "web.a", "--topics-prefix", "other.");

    assertThat(watch.code()).isEqualTo(1);
    assertThat(watch.err()).contains("topic 'other.forecasts' does not exist: what 'serve' or");
  }

  /** One that began at the time of the others, unless it is earlier. */
  private static Alert alert(String series, State state, State before, int minute, String reason) {
    long since = BEGAN + minute * MINUTE;
    return new Alert(
        Alert.idOf(series, since, state),
        series,
        state,
        before,
        since,
        Math.min(since, BEGAN),
        3,
        Cause.of("record", Direction.ABOVE),
        "default",
        reason,
        Map.of("zone", "eu"));
  }

  private static Deviation deviation(String series, int minute, float y) {
    float score = minute < 0 ? 0.5f : 2;
    float[] errors = {y - 5};
    return new Deviation(
        series, BEGAN + minute * MINUTE, y, 1, 5, 4, 6, score, false, errors, Cause.NONE);
  }

  private static Forecast forecast(String series, int minute) {
    float[] yhat = {5, 5};
    return new Forecast(
        series,
        BEGAN + minute * MINUTE,
        MINUTE,
        yhat,
        new float[] {4, 4},
        new float[] {6, 6},
        0.9,
        new ModelRef("m", "1"),
        false,
        false);
  }

  private static String json(Event event) {
    return new String(EventCodec.write(event), UTF_8);
  }

  private void send(Event... events) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (Event event : events) {
      records.add(
          new ProducerRecord<>(
              Topics.withPrefix("wavecast.").of(event),
              null,
              event.eventTime(),
              event.series().getBytes(UTF_8),
              EventCodec.write(event)));
    }
    new TestTopics(servers()).send(records);
  }

  private String servers() {
    return broker.bootstrapServers();
  }

  private Cli cli(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--bootstrap-servers", servers()));
    return Cli.run(all.toArray(String[]::new));
  }
}
