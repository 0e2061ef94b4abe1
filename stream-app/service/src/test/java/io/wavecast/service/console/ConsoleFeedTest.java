package io.wavecast.service.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.config.Settings;
import io.wavecast.kafka.registry.TopicFormats;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.calendar.CalendarEntry;
import io.wavecast.schemas.calendar.CalendarEntry.Effect;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.DeviationCodec;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.ForecastCodec;
import io.wavecast.schemas.incident.Incident;
import io.wavecast.schemas.incident.IncidentCodec;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.metrics.Telemetry;
import io.wavecast.service.topics.CalendarTopic;
import io.wavecast.testkit.kafka.TestTopics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The API over the topics of a broker, as any engine writes them. */
class ConsoleFeedTest {
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  /** Values of each series that goes on. */
  private static final int VALUES = 1_000;

  private static final int OTHERS = 30;

  private static final Incident INCIDENT =
      new Incident(
          "some-id",
          Incident.State.OPEN,
          Alert.State.WARNING,
          500 * MINUTE,
          510 * MINUTE,
          2,
          "wave.2",
          List.of("wave.2", "wave.10"),
          List.of(),
          Cause.NONE,
          "",
          "2 series began to alert",
          OptionalInt.empty());

  @TempDir static Path data;
  private static EmbeddedBroker broker;
  private static TestTopics topics;

  private final Telemetry telemetry = new Telemetry();
  private final ConsoleApi api = new ConsoleApi(() -> Optional.of(telemetry.status()), Map::of);
  private ConsoleFeed feed;

  @BeforeAll
  static void write() throws Exception {
    broker = EmbeddedBroker.start(new BrokerSettings(data, 0));
    topics = new TestTopics(broker.bootstrapServers());
    for (String name :
        List.of("observations", "forecasts", "deviations", "alerts", "incidents", "dead-letters")) {
      topics.create("wavecast." + name, 2);
    }
    topics.create("wavecast.calendar", 1);
    commit(deviation("wave.2", 0, 0));
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      records.add(deviation("silent", i, 7));
    }
    for (int i = 0; i < VALUES; i++) {
      records.add(deviation("wave.2", i, i == 700 ? 99 : i % 10));
      for (int other = 10; other < 10 + OTHERS; other++) {
        records.add(deviation("wave." + other, i, 1));
      }
    }
    records.add(forecast("wave.2", VALUES - 1));
    records.add(alert("wave.2", Alert.State.CRITICAL, Alert.State.OK, 700));
    records.add(alert("wave.2", Alert.State.OK, Alert.State.CRITICAL, 710));
    records.add(alert("silent", Alert.State.WARNING, Alert.State.OK, 700));
    records.add(record("incidents", INCIDENT.id(), 510, IncidentCodec.write(INCIDENT)));
    ProducerRecord<byte[], byte[]> dead =
        record("dead-letters", "x", 600, "secret".getBytes(UTF_8));
    dead.headers().add(DeadLetter.ERROR_CLASS, "bad_value".getBytes(UTF_8));
    dead.headers().add(DeadLetter.ERROR_MESSAGE, "value must be a number".getBytes(UTF_8));
    records.add(dead);
    topics.send(records);
  }

  /** Leaves a transaction's end, whose time is now, before records of earlier times. */
  private static void commit(ProducerRecord<byte[], byte[]> record) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "backlog"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(record);
      producer.commitTransaction();
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @BeforeEach
  void open() {
    ServiceConfig config = config();
    feed = new ConsoleFeed(config, TopicFormats.of(config.settings()));
    feed.start();
    api.started(feed, new CalendarWrites(config, feed::newest), new ConsolePages(config, false));
  }

  @AfterEach
  void close() {
    feed.close();
    telemetry.close();
  }

  @Test
  void every_series_of_the_topics_is_listed_with_its_state() {
    Map<String, Object> all = get("/api/series", "limit", "3");

    assertThat(all).containsEntry("total", OTHERS + 2).containsEntry("complete", true);
    assertThat(keys(all)).containsExactly("silent", "wave.2", "wave.10");
    assertThat(keys(get("/api/series", "match", "WAVE.3"))).hasSize(10).startsWith("wave.30");
    assertThat(keys(get("/api/series", "state", "alerting"))).containsExactly("silent");
    assertThat(keys(get("/api/series", "match", "zone=b"))).containsExactly("silent");
    assertThat(keys(get("/api/series", "after", "wave.38"))).containsExactly("wave.39");
  }

  @Test
  void the_newest_values_of_a_series_come_with_forecast_and_alerts() {
    Map<String, Object> history = get("/api/history", "series", "wave.2");

    assertThat(times(history)).hasSize(300).last().isEqualTo((VALUES - 1) * MINUTE);
    assertThat(history.get("ahead").toString()).contains("model=m 1", "yhat=[4.0, 5.0]");
    List<Map<String, Object>> episodes = list(history, "episodes");
    assertThat(episodes).hasSize(1);
    assertThat(episodes.get(0)).containsEntry("worst", "CRITICAL").containsEntry("open", false);
    assertThat(list(history, "incidents")).as("before these values").hasSize(1);
  }

  @Test
  void a_chart_has_the_limits_of_its_series_and_whether_values_are_rates() {
    Map<String, Object> history = get("/api/history", "series", "wave.2");

    assertThat(history).containsEntry("rate", true).containsEntry("limits", List.of(98.5));
    assertThat(history).containsEntry("labels", Map.of("kind", "wave"));
    assertThat(get("/api/history", "series", "silent"))
        .containsEntry("limits", List.of())
        .doesNotContainKey("rate");
  }

  @Test
  void a_rule_is_tried_on_the_values_of_a_time() {
    String from = "" + 690 * MINUTE;
    String to = "" + 720 * MINUTE;

    Map<String, Object> limited =
        get("/api/trial", "series", "wave.2", "from", from, "to", to, "rule", "limit-above=50");
    Map<String, Object> byScore =
        get("/api/trial", "series", "wave.2", "from", from, "to", to, "rule", "warning=2");

    assertThat(limited).containsEntry("values", 31);
    assertThat(list(limited, "episodes"))
        .hasSize(1)
        .first()
        .satisfies(tried -> assertThat(tried).containsEntry("begin", (int) (700 * MINUTE)));
    assertThat(list(byScore, "episodes")).isEmpty();
    assertThat(api.get("/api/trial", query("series", "wave.2", "rule", "warn=2")).status())
        .isEqualTo(400);
  }

  @Test
  void a_silent_series_has_a_chart_however_many_records_of_others_follow() {
    Map<String, Object> history = get("/api/history", "series", "silent");

    assertThat(times(history)).hasSize(20);
    assertThat(list(history, "episodes")).hasSize(1);
  }

  @Test
  void a_time_in_the_past_can_be_read_and_is_thinned_without_losing_extremes() {
    Map<String, Object> part =
        get("/api/history", "series", "wave.2", "from", "" + 690 * MINUTE, "to", "" + 720 * MINUTE);
    Map<String, Object> thinned =
        get("/api/history", "series", "wave.2", "from", "0", "points", "50");

    assertThat(times(part)).hasSize(31).startsWith(690 * MINUTE).endsWith(720 * MINUTE);
    assertThat(times(thinned)).hasSizeBetween(25, 50);
    assertThat(numbers(thinned, "y")).contains(99.0).contains(0.0);
  }

  @Test
  void an_unknown_series_and_a_time_without_values_are_empty() {
    assertThat(times(get("/api/history", "series", "absent"))).isEmpty();
    assertThat(times(get("/api/history", "series", "wave.2", "from", "" + 9_000 * MINUTE)))
        .isEmpty();
  }

  @Test
  void alerts_incidents_and_reasons_of_dead_letters_are_listed() {
    assertThat(list(get("/api/alerts"), "alerts"))
        .extracting(alert -> alert.get("series"))
        .containsExactly("silent", "wave.2");
    assertThat(list(get("/api/alerts", "match", "zone=b"), "alerts")).hasSize(1);
    assertThat(list(get("/api/alerts", "to", "" + 600 * MINUTE), "alerts")).isEmpty();
    assertThat(get("/api/incidents")).containsEntry("enabled", true).containsEntry("open", 1);
    assertThat(list(get("/api/incidents", "match", "wave.10"), "incidents")).hasSize(1);
    assertThat(list(get("/api/incidents", "match", "silent"), "incidents")).isEmpty();
    assertThat(list(get("/api/dead-letters"), "deadLetters").toString())
        .contains("value must be a number")
        .doesNotContain("secret");
  }

  @Test
  void what_cannot_be_asked_is_refused_with_the_reason() {
    assertThat(api.get("/api/history", query()).status()).isEqualTo(400);
    assertThat(new String(api.get("/api/series", query("limit", "0")).json(), UTF_8))
        .isEqualTo("{\"error\":\"parameter limit must be in 1..500, got: '0'\"}");
    assertThat(api.get("/api/series", query("state", "sad")).status()).isEqualTo(400);
  }

  @Test
  void a_browser_is_told_what_is_new_and_nothing_twice() throws Exception {
    Told told = new Told();
    Thread browser =
        new Thread(
            () -> {
              try {
                api.stream("/api/stream", query("match", "wave.39", "detailed", "wave.39"), told);
              } catch (IOException e) {
                told.gone = true;
              }
            });
    browser.start();
    try {
      await().atMost(Duration.ofMinutes(1)).until(() -> told.text().contains("event: values"));
      String before = told.text();

      topics.send(List.of(deviation("wave.39", VALUES, 123)));

      await().atMost(Duration.ofMinutes(1)).until(() -> told.text().contains("\"y\":[123.0]"));
      assertThat(before).contains("event: status", "\"detailed\":\"wave.39\"", "\"matching\":1,");
      assertThat(told.text().split("\"y\":\\[123.0]", -1)).hasSize(2);
      assertThat(told.text().substring(before.length())).doesNotContain("event: tiles");
    } finally {
      feed.close();
      browser.join(Duration.ofSeconds(20).toMillis());
    }
    assertThat(browser.isAlive()).isFalse();
    assertThat(told.gone).isFalse();
  }

  @Test
  void mutes_and_normal_alerts_are_written_as_the_commands_write_them() {
    Map<String, Object> mute = post("/api/mute", "series", "wave.2", "for", "2h");
    Map<String, Object> normal =
        post("/api/normal", "series", "wave.2", "started", "" + 700 * MINUTE);

    List<CalendarEntry> entries = entries();
    assertThat(entries)
        .extracting(CalendarEntry::name)
        .containsExactlyInAnyOrder((String) mute.get("entry"), (String) normal.get("entry"));
    assertThat(entries).extracting(CalendarEntry::effect).contains(Effect.MUTE, Effect.NORMAL);
    assertThat(entries).allMatch(entry -> entry.series().equals("wave.2"));
    await().atMost(Duration.ofMinutes(1)).until(() -> wasNormal("wave.2").equals(List.of(true)));
    assertThat(wasNormal("silent")).containsExactly(false);
    Alert muted = feed.alerts().find(a -> a.series().equals("wave.2")).get(0).change();
    await().atMost(Duration.ofMinutes(1)).until(() -> feed.isMuted(muted));
    assertThat(post(api, "/api/normal", query("series", "wave.2", "started", "1")).status())
        .as("not the latest alert")
        .isEqualTo(400);
    assertThat(post(api, "/api/mute", query("series", "wave.2", "for", "99d")).status())
        .isEqualTo(400);
    assertThat(post(api, "/api/mute", query("series", "wave.*", "for", "2h")).status())
        .as("it would mute others")
        .isEqualTo(400);
    assertThat(post(api, "/api/mute", query("series", "unknown", "for", "2h")).status())
        .isEqualTo(400);

    assertThat(post("/api/mute", "series", "wave.2", "for", "0s")).isEqualTo(mute);
    await().atMost(Duration.ofMinutes(1)).until(() -> !feed.isMuted(muted));
    assertThat(entries()).extracting(CalendarEntry::name).containsExactly("" + normal.get("entry"));
  }

  private static List<CalendarEntry> entries() {
    return List.copyOf(
        new CalendarTopic(config().kafka().asMap(), "wavecast.calendar", w -> {}).read());
  }

  @Test
  void nothing_is_written_where_that_is_not_allowed() {
    ConsoleApi readOnly = new ConsoleApi(() -> Optional.of(telemetry.status()), Map::of);
    readOnly.started(feed, null, new ConsolePages(config(), false));

    assertThat(post(readOnly, "/api/mute", query("series", "wave.2", "for", "2h")).status())
        .isEqualTo(403);
  }

  private List<Object> wasNormal(String series) {
    return list(get("/api/alerts", "match", series), "alerts").stream()
        .map(alert -> alert.get("normal"))
        .toList();
  }

  private static ServiceConfig config() {
    return ServiceConfig.of(
        Settings.of(
            Map.of(
                "bootstrap.servers", broker.bootstrapServers(),
                "incidents.enabled", "true",
                "calendar.enabled", "true",
                "series.as-rate", "wave.2",
                "labels.pattern", "(?<kind>wave)\\..*",
                "alerts.rules", "waves wave.* limit-above=98.5 within=0")));
  }

  private static ConsoleQuery query(String... namesAndValues) {
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new ConsoleQuery(parameters::get);
  }

  private Map<String, Object> get(String path, String... namesAndValues) {
    return json(api.get(path, query(namesAndValues)));
  }

  private Map<String, Object> post(String path, String... namesAndValues) {
    return json(post(api, path, query(namesAndValues)));
  }

  private static ConsoleAnswer post(ConsoleApi api, String path, ConsoleQuery query) {
    return api.post(path, query, InputStream.nullInputStream());
  }

  private static Map<String, Object> json(ConsoleAnswer answer) {
    String text = new String(answer.json(), UTF_8);
    assertThat(answer.status()).as(text).isEqualTo(200);
    return new Yaml().load(text); // JSON is YAML
  }

  @SuppressWarnings("unchecked") // as the API says
  private static List<Map<String, Object>> list(Map<String, Object> json, String name) {
    return (List<Map<String, Object>>) json.get(name);
  }

  private static List<String> keys(Map<String, Object> page) {
    return list(page, "series").stream().map(series -> (String) series.get("key")).toList();
  }

  @SuppressWarnings("unchecked") // as the API says
  private static List<Double> numbers(Map<String, Object> json, String name) {
    return (List<Double>) json.get(name);
  }

  @SuppressWarnings("unchecked") // as the API says
  private static List<Long> times(Map<String, Object> history) {
    return ((List<Number>) history.get("t")).stream().map(Number::longValue).toList();
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, String key, int minute, byte[] value) {
    return new ProducerRecord<>(
        "wavecast." + topic, null, MINUTE * minute, key.getBytes(UTF_8), value);
  }

  private static ProducerRecord<byte[], byte[]> deviation(String series, int minute, float y) {
    float[] errors = {0};
    Deviation deviation =
        new Deviation(series, MINUTE * minute, y, 1, y, y - 1, y + 1, 0, false, errors, Cause.NONE);
    return record("deviations", series, minute, DeviationCodec.write(deviation));
  }

  private static ProducerRecord<byte[], byte[]> forecast(String series, int minute) {
    float[] ahead = {4, 5};
    Forecast forecast =
        new Forecast(
            series,
            MINUTE * minute,
            MINUTE,
            ahead,
            ahead,
            ahead,
            0.9,
            new ModelRef("m", "1"),
            false,
            false);
    return record("forecasts", series, minute, ForecastCodec.write(forecast));
  }

  private static ProducerRecord<byte[], byte[]> alert(
      String series, Alert.State state, Alert.State before, int minute) {
    Alert alert =
        new Alert(
            Alert.idOf(series, MINUTE * minute, state),
            series,
            state,
            before,
            MINUTE * minute,
            700 * MINUTE,
            2,
            Cause.NONE,
            "default",
            "because",
            series.equals("silent") ? Map.of("zone", "b") : Map.of());
    return record("alerts", series, minute, AlertCodec.write(alert));
  }
}
