package io.wavecast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.forecast.alert.AlertRule;
import io.wavecast.core.forecast.alert.FalseAlerts;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.UsageException;
import io.wavecast.onnx.repository.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  @TempDir Path dir;

  @Test
  void flags_win_over_environment_over_file_over_defaults() throws IOException {
    Settings settings =
        Settings.load(
            Host.SERVICE,
            Map.of("batch.size", "3"),
            Map.of("WAVECAST_BATCH_SIZE", "2", "WAVECAST_ENGINE_THREADS", "2", "PATH", "/bin"),
            Optional.of(file("batch.size: 1\nengine.threads: 1\nforecast.level: 0.5\n")));

    assertThat(settings.get(EngineKeys.BATCH_SIZE)).isEqualTo(3);
    assertThat(settings.get(EngineKeys.THREADS)).isEqualTo(2);
    assertThat(settings.get(EngineKeys.LEVEL)).isEqualTo(0.5);
    assertThat(settings.get(HttpKeys.PORT)).isEqualTo(8080);
  }

  @Test
  void a_list_is_taken_in_once_and_the_first_item_that_does_not_fit_is_named() throws IOException {
    Settings settings = read(file("calendar.entries:\n" + "  - {id: x}\n".repeat(9)));
    List<Integer> sizes = new ArrayList<>();

    assertThat(settings.<Object, Integer>read(CalendarKeys.ENTRIES, o -> o, sized(9, sizes)))
        .isEqualTo(9);
    assertThat(sizes).containsExactly(9);
    for (int most = 0; most < 9; most++) {
      int line = most + 2;
      Function<List<Object>, Integer> list = sized(most, sizes);
      assertThatThrownBy(() -> settings.read(CalendarKeys.ENTRIES, o -> o, list))
          .hasMessageContaining("too many")
          .hasMessageContaining("line " + line + ")");
    }
  }

  private static Function<List<Object>, Integer> sized(int most, List<Integer> sizes) {
    return list -> {
      sizes.add(list.size());
      if (list.size() > most) {
        throw new IllegalArgumentException("too many");
      }
      return list.size();
    };
  }

  @Test
  void a_file_may_be_nested_or_flat() throws IOException {
    Path file =
        file(
            """
            http:
              port: 8081
              allowed-hosts: [a.example, b.example]
            window.step: 5s
            models.routes: wave.*=lstm,host.*=gru
            """);

    Settings settings = read(file);

    assertThat(settings.get(HttpKeys.PORT)).isEqualTo(8081);
    assertThat(settings.get(HttpKeys.ALLOWED_HOSTS)).containsExactly("a.example", "b.example");
    assertThat(settings.get(WindowKeys.STEP)).contains(Duration.ofSeconds(5));
    assertThat(ModelRouting.of(settings).routes())
        .containsExactly(new Route("wave.*", "lstm"), new Route("host.*", "gru"));
  }

  @Test
  void models_and_routes_are_refused_by_key_and_source() throws IOException {
    Path file = file("models.routes: wave.*");
    Settings wrong = read(file);
    Settings unknown = Settings.of(Map.of("models.default", "nix"));

    assertThatThrownBy(() -> ModelRouting.of(wrong))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("models.routes: a route must be PATTERN=MODEL")
        .hasMessageContaining("got: 'wave.*' (")
        .hasMessageContaining(file.getFileName().toString());
    assertThatThrownBy(() -> ModelRouting.requireKnown(unknown, List.of("gru", "lstm")))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "models.default: there is no model 'nix', there are: gru, lstm (--models-default)");
  }

  @Test
  void rules_of_alerts_are_read_and_refused_by_the_name_of_their_key() {
    Settings settings =
        Settings.of(
            Map.of(
                "alerts.rules",
                "[web web.* window=5, all * stale-after=1m]",
                "alerts.false-alerts",
                "2 per 7d",
                "alerts.accept-after",
                "12h"));
    Settings wrong = Settings.of(Map.of("alerts.rules", "web *  window=x"));

    ForecastSpec spec = PipelineSettings.forecasts(settings, 1 << 20);
    assertThat(spec.alerts().falseAlerts()).isEqualTo(new FalseAlerts(2, Duration.ofDays(7)));
    assertThat(spec.alerts().acceptAfter()).isEqualTo(Duration.ofHours(12));
    assertThat(spec.alerts().rules()).extracting(AlertRule::name).containsExactly("web", "all");
    assertThatThrownBy(() -> PipelineSettings.check(wrong))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "alerts.rules: window of alert rule 'web' must be a whole number, got: 'x'"
                + " (--alerts-rules)");
  }

  @Test
  void names_of_topics_are_keys_and_values_in_a_file() throws IOException {
    Settings nested = read(file("topics:\n  names: {forecasts: x}\n  names.alerts: y\n"));

    assertThat(PipelineSettings.topics(nested).all()).contains("x", "y", "wavecast.observations");
    assertThat(nested.yaml()).contains("topics.names: 'forecasts=x,alerts=y'");
    assertThatThrownBy(() -> read(file("topics.names:\n  forecasts: x\n  alrts: y\n")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("got: 'alrts=y' (")
        .hasMessageContaining("line 3")
        .hasMessageContaining("did you mean 'alerts'?");
  }

  @Test
  void any_value_may_be_in_a_file() throws IOException {
    Path port = Files.writeString(dir.resolve("port"), "8081\n");
    Path rules = Files.writeString(dir.resolve("rules"), "- {name: a, series: b, window: 2}\n");
    Path absent = dir.resolve("absent");
    Settings settings =
        read(
            file(
                "http.port: ${file:%s}\nalerts.rules: ${file:%s}\nbatch.size: ${file:%s}\n"
                    .formatted(port, rules, absent)));

    assertThat(settings.get(HttpKeys.PORT)).isEqualTo(8081);
    assertThat(settings.file(HttpKeys.PORT)).contains(port);
    assertThat(PipelineSettings.alerts(settings).rules()).hasSize(1);
    assertThat(settings.yaml()).contains("http.port: '${file:" + port + "}'");
    assertThatThrownBy(() -> settings.get(EngineKeys.BATCH_SIZE))
        .isInstanceOf(FailureException.class)
        .hasMessageStartingWith("batch.size: " + absent + " cannot be read: ")
        .hasMessageEndingWith("line 3)");
  }

  @Test
  void an_empty_file_is_allowed() throws IOException {
    assertThat(read(file("")).get(WindowKeys.MAX_GAP)).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http.port | 99999 | http.port must be a port in 0..65535 (0 takes a free one), got: '99999' (--http-port)
          http.port | abc | http.port must be a port in 0..65535 (0 takes a free one), got: 'abc' (--http-port)
          engine.guarantee | maybe | engine.guarantee must be exactly-once or at-least-once, got: 'maybe' (--engine-guarantee)
          forecast.level | 1 | forecast.level must be a number above 0 and below 1, got: '1' (--forecast-level)
          forecast.level | NaN | forecast.level must be a number above 0 and below 1, got: 'NaN' (--forecast-level)
          batch.linger | 20 | batch.linger must be a duration in 1ms..10s such as 200ms, 5s, 2m, 1h or 7d, got: '20' (--batch-linger)
          bootstrap.servers | here | bootstrap.servers must be HOST:PORT, several separated by commas, got: 'here' (--bootstrap-servers)
          bootstrap.servers | [::1 | bootstrap.servers must be HOST:PORT, several separated by commas, got: '[::1' (--bootstrap-servers)
          bootstrap.servers | h:99999 | bootstrap.servers must be HOST:PORT, several separated by commas, got: 'h:99999' (--bootstrap-servers)
          topics.names | alerts=.. | topics.names must be NAME=TOPIC, each topic once and of 1..249 of the characters a-z A-Z 0-9 . _ -, neither '.' nor '..', separated by commas, got: 'alerts=..' (--topics-names): no such value may follow alerts
          topics.names | alerts=a,forecasts=a | topics.names must be NAME=TOPIC, each topic once and of 1..249 of the characters a-z A-Z 0-9 . _ -, neither '.' nor '..', separated by commas, got: 'alerts=a,forecasts=a' (--topics-names): 'forecasts=a' is given twice
          alerts.false-alerts | 4 per 100000 | alerts.false-alerts must be a number for a series and a time such as 1 per 30d, at most 1 per 1m, got: '4 per 100000' (--alerts-false-alerts)
          alerts.false-alerts | 101 per 100m | alerts.false-alerts must be a number for a series and a time such as 1 per 30d, at most 1 per 1m, got: '101 per 100m' (--alerts-false-alerts)
          alerts.accept-after | 59s | alerts.accept-after must be a duration in 1m..365d such as 200ms, 5s, 2m, 1h or 7d, got: '59s' (--alerts-accept-after)
          """)
  void a_value_that_is_not_allowed_is_refused_by_key_range_value_and_place(
      String key, String value, String message) {
    assertThatThrownBy(() -> Settings.of(Map.of(key, value)))
        .isInstanceOf(UsageException.class)
        .hasMessage(message);
  }

  @Test
  void flink_refuses_flags_of_the_service_but_accepts_them_in_a_file() throws IOException {
    Path file = file("http.port: 8081");
    Path wrong = file("http.port: no");

    assertThatThrownBy(
            () -> Settings.load(Host.FLINK, Map.of("http.port", "1"), Map.of(), Optional.empty()))
        .hasMessage("http.port is no setting of Flink, see CONFIG.md (--http-port)");
    assertThat(Settings.load(Host.FLINK, Map.of(), Map.of(), Optional.of(file)).get(HttpKeys.PORT))
        .isEqualTo(8081);
    assertThatThrownBy(() -> Settings.load(Host.FLINK, Map.of(), Map.of(), Optional.of(wrong)))
        .hasMessageContaining("http.port must be a port");
  }

  @Test
  void a_program_may_replace_a_value() {
    Settings given = Settings.of(Map.of("engine.threads", "3", "kafka.client.id", "me"));
    Settings changed = given.with(EngineKeys.THREADS, "4");

    assertThat(given.get(EngineKeys.THREADS)).isEqualTo(3);
    assertThat(changed.get(EngineKeys.THREADS)).isEqualTo(4);
    assertThat(changed.kafka()).containsEntry("client.id", "me");
    assertThatThrownBy(() -> given.with(EngineKeys.THREADS, "0"))
        .hasMessageContaining("threads must be");
  }

  @Test
  void an_unknown_key_in_a_file_is_refused_with_line_and_suggestion() throws IOException {
    Path file = file("engine.threads: 2\nhttp:\n  prot: 8080\n");

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(UsageException.class)
        .hasMessage("unknown key 'http.prot'; did you mean 'http.port'? (%s, line 3)", file);
  }

  @Test
  void a_bad_value_in_a_file_is_refused_with_its_line() throws IOException {
    Path file = file("engine.threads: 2\nhttp:\n  port: no\n");

    assertThatThrownBy(() -> read(file)).hasMessageContaining("got: 'no' (%s, line 3)", file);
  }

  @Test
  void what_is_no_yaml_mapping_is_refused() throws IOException {
    assertThatThrownBy(() -> read(file("- a\n- b\n")))
        .hasMessageContaining("line 1: a configuration file must hold keys and values");
    assertThatThrownBy(() -> read(file("a: [1\nb: 2"))).hasMessageContaining("not YAML");
    assertThatThrownBy(() -> read(file("#" + "x".repeat(1 << 20))))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("must have at most 1048576 bytes, got: 1048577");
    assertThatThrownBy(() -> read(file("engine.threads: 1\nengine.threads: 2")))
        .hasMessageContaining("threads is given twice");
  }

  @Test
  void a_program_may_set_a_property_that_is_not_given() {
    Settings settings = Settings.of(Map.of("kafka.retries", "3"));

    Settings more = settings.withDefault("retries", "5").withDefault("linger.ms", "7");

    assertThat(more.kafka()).containsEntry("retries", "3").containsEntry("linger.ms", "7");
  }

  @Test
  void properties_of_kafkas_clients_are_handed_through() throws IOException {
    Path file = file("kafka:\n  security.protocol: SSL\n  linger:\n    ms: 7\n");

    Settings settings =
        Settings.load(
            Host.SERVICE,
            Map.of("kafka.client.id", "me"),
            Map.of("WAVECAST_KAFKA_SSL_KEY_PASSWORD", "xyz"),
            Optional.of(file));

    assertThat(KafkaConfig.of(settings).client())
        .containsEntry("security.protocol", "SSL")
        .containsEntry("linger.ms", "7")
        .containsEntry("client.id", "me")
        .containsEntry("ssl.key.password", "xyz")
        .containsEntry("bootstrap.servers", "127.0.0.1:9092");
  }

  @Test
  void a_property_that_has_a_key_of_its_own_is_refused() {
    assertThatThrownBy(() -> KafkaConfig.of(Settings.of(Map.of("kafka.bootstrap.servers", "a:1"))))
        .hasMessage(
            "kafka.bootstrap.servers is set by 'bootstrap.servers': use that instead"
                + " (--kafka-bootstrap-servers)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "producer.max.request.size | 2000000  | 2000000",
        "producer.max.request.size | 4000000  | 3000000",
        "producer.buffer.memory    | 1500000  | 1500000",
        "buffer.memory             | 1500000  | 1500000",
        "client.id                 | 7        | 3000000",
      })
  void producer_limits_bound_dead_letters(String property, String value, int largest) {
    KafkaConfig kafka = new KafkaConfig("a:1", Map.of(property, value));

    assertThat(kafka.largestRecord(3_000_000)).isEqualTo(largest);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "producer.max.request.size | 1000    | must be an integer number of bytes, at least 16384,"
            + " got",
        "producer.max.request.size | much    | must be an integer number of bytes, at least 16384,"
            + " got",
        "producer.buffer.memory    | 100000  | must be an integer number of bytes, at least"
            + " 1048576",
        "schema.registry.url       | http://r | is no property of Kafka's clients: set schema.registry.url and a format",
      })
  void kafka_properties_that_cannot_work_are_refused(
      String property, String value, String message) {
    assertThatThrownBy(() -> KafkaConfig.of(Settings.of(Map.of("kafka." + property, value))))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("kafka." + property)
        .hasMessageContaining(message);
  }

  @Test
  void brokers_may_have_addresses_of_the_sixth_version() {
    Settings settings = Settings.of(Map.of("bootstrap.servers", "[::1]:9092,b.example:9093"));

    assertThat(settings.get(KafkaKeys.BOOTSTRAP_SERVERS)).isEqualTo("[::1]:9092,b.example:9093");
  }

  private static Settings read(Path file) {
    return Settings.load(Host.SERVICE, Map.of(), Map.of(), Optional.of(file));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(Files.createTempFile(dir, "config", ".yaml"), text);
  }
}
