package io.wavecast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import io.wavecast.service.logging.RecordedLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a start reports before it reaches for the cluster, a dry run reports alike. */
class DryRunTest {
  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --engine-threads 0 | 2 | engine.threads must be
          --kafka security.protocol=NOPE | 2 | kafka.security.protocol: Invalid value NOPE for configuration security.protocol
          --kafka max.poll.records=many | 2 | (--kafka-max-poll-records)
          --kafka consumer.request.timeout.ms=-5 | 2 | kafka.consumer.request.timeout.ms: Invalid value -5 for configuration
          --config DIR/kafka.yaml | 2 | kafka.yaml, line 3)
          --kafka isolation.level=read_uncommitted | 2 | kafka.isolation.level must not be set: what is read and written, exactly once, depends on it (--kafka-isolation-level)
          --kafka consumer.auto.offset.reset=none | 2 | kafka.consumer.auto.offset.reset must not be set
          --kafka key.deserializer=java.lang.String | 2 | kafka.key.deserializer must not be set
          --kafka main.consumer.enable.auto.commit=true | 2 | kafka.main.consumer.enable.auto.commit must not be set
          --kafka bootstrap.servers=a:1 | 2 | kafka.bootstrap.servers is set by 'bootstrap.servers': use that instead (--kafka-bootstrap-servers)
          --kafka partitioner.class=java.lang.String | 2 | kafka.partitioner.class: Invalid value java.lang.String for configuration partitioner.class: is no Partitioner (--kafka-partitioner-class)
          --kafka metric.reporters=java.lang.String | 2 | is no MetricsReporter (--kafka-metric-reporters)
          --forecast-level 0.95 | 1 | model file 'shipped:default' refused: forecast.level must lie within the model's quantiles
          --kafka consumer.interceptor.classes=no.Such | 2 | Class no.Such could not be found. (--kafka-consumer-interceptor-classes)
          --kafka security.protocol=SASL_PLAINTEXT --kafka sasl.mechanism=PLAIN --kafka sasl.jaas.config=nothing | 2 | Kafka's clients refuse kafka.*:
          --kafka security.protocol=SSL --kafka ssl.keystore.type=PEM --kafka ssl.keystore.key=garbage | 2 | Kafka's clients refuse kafka.*:
          --kafka security.protocol=SSL --kafka ssl.truststore.location=DIR/junk | 2 | Kafka's clients refuse kafka.*: Failed to load SSL keystore DIR/junk
          --kafka producer.acks=0 | 2 | Kafka's clients refuse kafka.*:
          --kafka commit.interval.ms=3600000 | 2 | Kafka's clients refuse kafka.*:
          --application-id .. | 2 | neither '.' nor '..', got: '..'
          --http-allowed-hosts a:80 | 2 | http.allowed-hosts must be host names without ports
          --http-port 18080 --http-management-port 18080 | 2 | http.management-port must differ from http.port, 18080
          --config DIR/pipe | 1 | DIR/pipe: it is no regular file
          --http-token-file DIR/pipe | 1 | DIR/pipe cannot be read: it is no regular file
          --delivery-webhook-url ${file:DIR/pipe} | 1 | delivery.webhook.url: DIR/pipe cannot be read: it is no regular file
          --delivery-webhook-url http://a --delivery-webhook-secret-file /absent | 1 | delivery.webhook.secret-file: /absent cannot be read: no such file
          --schema-registry-user-info ${file:/absent} | 1 | schema.registry.user-info: /absent cannot be read: no such file
          --http-token-file /dev/null | 1 | http.token-file: /dev/null must have a token in each line
          --kafka ssl.truststore.location=DIR/pipe | 1 | DIR/pipe cannot be read: it is no regular file
          --inputs [{"topics":"a","format":"protobuf","descriptor":"DIR/pipe","message":"M"}] | 1 | cannot read DIR/pipe: it is no regular file
          --inputs [{"topics":"a","format":"csv"},{"topics":"a"}] | 2 | inputs 'a' and 'a' of the same topic must have the same format
          --inputs [{"topics":"a","value":"/a~2"}] | 2 | ~ in a field must be written as ~0 (and / as ~1), got: '/a~2'
          --delivery-alertmanager-url http://me:hush@a --delivery-alertmanager-authorization-file /absent | 2 | delivery.alertmanager.url must not hold a user beside delivery.alertmanager.authorization-file
          --models-default nix | 2 | models.default: there is no model 'nix'
          --models-dir /absent | 1 | models directory '/absent' does not exist
          --config /absent | 1 | configuration file not found: /absent
          --inputs [{"topics":"a","format":"protobuf","descriptor":"/absent","message":"M"}] | 1 | descriptor: there is no file /absent
          --inputs [{"topics":"a","format":"csv","columns":["at","kwh"],"value":"/kw"}] | 2 | value: lines have no field 'kw', there are [at, kwh]
          --config DIR | 1 | DIR: is a directory
          --config DIR/junk | 2 | junk: it is not UTF-8
          --http-host 0.0.0.0 | 2 | http.host may be an address that other machines
          --http-tls-key /absent | 2 | must be set together
          --http-token-file /absent | 1 | http.token-file: /absent cannot be read: no such file
          --http-token-file DIR | 1 | cannot be read: is a directory
          --kafka ssl.truststore.location=/absent | 1 | kafka.ssl.truststore.location: /absent cannot be read: no such file
          --kafka consumer.ssl.keystore.location=DIR | 1 | cannot be read: is a directory
          --kafka sasl.oauthbearer.assertion.file=/absent | 1 | cannot be read: no such file
          --data-dir DIR/bad.onnx | 1 | bad.onnx is not a directory
          --data-dir DIR/bad.onnx/data | 1 | bad.onnx is not a directory
          --http-tls-key /absent --http-tls-certificate /absent | 1 | /absent cannot be read
          --models-dir DIR --models-default late | 1 | models.default: there is no model 'late', there are: bad
          --models-dir DIR --models-default bad | 1 | bad.onnx' refused: it is not an ONNX file
          """)
  @Timeout(value = 60, threadMode = SEPARATE_THREAD) // opening a pipe cannot be interrupted
  void a_mistake_ends_both_with_the_same_line_and_exit_code(String args, int code, String message)
      throws Exception {
    int made = new ProcessBuilder("mkfifo", dir.resolve("pipe").toString()).start().waitFor();
    assertThat(made).isZero();
    Files.writeString(dir.resolve("bad.onnx"), "no model");
    Files.writeString(dir.resolve("kafka.yaml"), "# wrong\nkafka:\n  acks: 7\n");
    Files.write(dir.resolve("junk"), new byte[] {'a', ':', ' ', (byte) 0xff});

    Cli start = serve(List.of(), args);
    Cli dryRun = serve(List.of("--dry-run"), args);

    assertThat(start.err())
        .startsWith("wavecast: ")
        .contains(message.replace("DIR", dir.toString()));
    assertThat(start.err().lines()).hasSize(1);
    assertThat(start.code()).isEqualTo(code);
    assertThat(dryRun.err()).isEqualTo(start.err());
    assertThat(dryRun.code()).isEqualTo(code);
    assertThat(dryRun.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --sketches-enabled true --sketches-model /absent | /absent
          """)
  void a_file_that_a_start_reads_later_is_checked_too(String args, String message) {
    Cli dryRun = serve(List.of("--dry-run"), args);

    assertThat(dryRun.err()).startsWith("wavecast: ").contains(message);
    assertThat(dryRun.err().lines()).hasSize(1);
    assertThat(dryRun.code()).isEqualTo(1);
  }

  @Test
  void names_that_no_setting_and_no_client_of_kafka_has_are_warnings() {
    try (RecordedLog log = RecordedLog.of("wavecast")) {
      Cli cli =
          Cli.run(
              Map.of("WAVECAST_HTTP_TOKENFILE", "/token"),
              "serve",
              "--dry-run",
              "--kafka",
              "securty.protocol=SSL",
              "--kafka",
              "main.consumer.max.poll.records=9");

      assertThat(log.lines())
          .containsExactly(
              "WARN ignored WAVECAST_HTTP_TOKENFILE, which is no setting; did you mean"
                  + " WAVECAST_HTTP_TOKEN_FILE?",
              "WARN kafka.securty.protocol: Kafka's clients have no such property; did you mean"
                  + " 'security.protocol'?");
      assertThat(cli.code()).isZero();
      assertThat(cli.err()).isEqualTo("wavecast: ok, a start would take these settings\n");
      assertThat(cli.out()).contains("kafka.securty.protocol: 'SSL'");
    }
  }

  @Test
  void a_pattern_of_a_rule_whose_label_no_series_can_have_is_a_warning() {
    try (RecordedLog log = RecordedLog.of("wavecast")) {
      Cli cli = Cli.run("serve", "--dry-run", "--alerts-rules", "web k8s.io/app=x");

      assertThat(log.lines())
          .containsExactly(
              "WARN alerts.rules: 'k8s.io/app=x' of alert rule 'web' is a pattern of keys and not of"
                  + " a label, whose name has letters, digits and _ only");
      assertThat(cli.code()).isZero();
    }
  }

  @Test
  void a_day_that_counts_as_another_one_where_no_series_knows_the_week_is_a_warning() {
    try (RecordedLog log = RecordedLog.of("wavecast")) {
      Cli cli =
          Cli.run(
              "serve",
              "--dry-run",
              "--forecast-season",
              "off",
              "--calendar-entries",
              "xmas * start=2026-12-25 effect=like-sunday");

      assertThat(log.lines())
          .containsExactly(
              "WARN calendar entry 'xmas' has no effect: series remember no week with"
                  + " forecast.season=off");
      assertThat(cli.code()).isZero();
    }
  }

  @Test
  void an_address_that_other_machines_reach_is_a_warning() {
    try (RecordedLog log = RecordedLog.of("io.wavecast.service")) {
      Cli cli = serve(List.of("--dry-run"), "--http-host 0.0.0.0 --http-insecure=true");

      assertThat(log.lines())
          .containsExactly(
              "WARN http.host 0.0.0.0 may be reached by other machines, without a token or without"
                  + " TLS (http.insecure)");
      assertThat(cli.code()).isZero();
    }
  }

  private Cli serve(List<String> first, String args) {
    List<String> all = new ArrayList<>(List.of("serve", "--http-port", "0"));
    all.addAll(List.of("--data-dir", dir.toString()));
    all.addAll(first);
    all.addAll(List.of(args.replace("DIR", dir.toString()).split(" ")));
    return Cli.run(all.toArray(String[]::new));
  }
}
