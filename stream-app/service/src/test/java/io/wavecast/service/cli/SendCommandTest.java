package io.wavecast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.testkit.kafka.CommittedRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code wavecast send} refuses. */
class SendCommandTest {
  private static final String NOBODY = "127.0.0.1:1";

  @TempDir Path dir;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.write(dir.resolve("a.csv"), List.of("timestamp,value", "1,2"));
  }

  @Test
  void the_topic_of_live_observations_is_no_history() {
    Cli cli = run("kafka://wavecast.observations");

    assertThat(cli.code()).isEqualTo(2);
    assertThat(cli.err()).contains("is where observations are live");
  }

  @Test
  void a_topic_is_history_and_a_key_is_of_one_file() {
    Cli topic = Cli.run("send", "kafka://archive", "--bootstrap-servers", NOBODY);

    assertThat(topic.code()).isEqualTo(2);
    assertThat(topic.err()).contains("kafka://archive needs --history: only history is read");
    assertThat(run(file.toString(), file.toString(), "--key", "k").err())
        .contains("--key goes with one file, got: 2");
  }

  @Test
  void a_time_needs_an_offset_and_a_rate_is_above_0() {
    assertThat(run(file.toString(), "--from", "2026-01-01").err())
        .contains("--from must be a time such as 2026-01-08T11:20:00Z, got: '2026-01-01'");
    assertThat(run(file.toString(), "--until", "noon").code()).isEqualTo(2);
    assertThat(run(file.toString(), "--rate", "0").err()).contains("--rate must be above 0");
  }

  @Test
  void observations_with_a_schema_are_refused() throws IOException {
    Path config =
        Files.writeString(
            dir.resolve("wavecast.yaml"),
            "inputs: [{format: avro}]\nschema.registry.url: http://127.0.0.1:1\n");
    Cli cli = run(file.toString(), "--config", config.toString());

    assertThat(cli.code()).isEqualTo(2);
    assertThat(cli.err()).contains("observations are written as JSON here");
    assertThat(run(file.toString(), "--inputs={value: /v, timestamp: /timestamp}").err())
        .contains("inputs", "its paths would not find");
  }

  @Test
  void an_absent_file_is_named() {
    assertThat(run(dir.resolve("b.csv").toString()).err()).contains("file not found: ");
  }

  @Test
  void an_unsorted_file_is_refused_before_anything_is_sent(@TempDir Path data) throws Exception {
    Files.write(file, List.of("timestamp,value", "1,2", "3,4", "2,5", "3,6"));
    try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerSettings(data, 0))) {
      String servers = "--bootstrap-servers=" + broker.bootstrapServers();
      assertThat(Cli.run("topics", "create", servers).code()).isZero();

      Cli refused = Cli.run("send", "--history", file.toString(), servers);

      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err())
          .contains(
              file
                  + ", line 4: time must not be earlier than that of the row before of series 'a',"
                  + " 1970-01-01T00:00:03Z, got: 1970-01-01T00:00:02Z");
      assertThat(CommittedRecords.byKey(broker.bootstrapServers(), "wavecast.observations"))
          .isEmpty();

      Cli skipping = Cli.run("send", "--history", file.toString(), servers, "--skip-bad-rows");

      assertThat(skipping.code()).as(skipping.err()).isZero();
      assertThat(skipping.out())
          .startsWith("3 observations of 1 series (1 rows skipped, 0 late) to ");
      assertThat(skipping.err()).containsOnlyOnce("line 4: time must not be earlier");
    }
  }

  @Test
  void only_wanted_rows_of_a_file_are_sent_in_any_order_under_its_key(@TempDir Path data)
      throws Exception {
    Files.write(file, List.of("timestamp,value", "5,2", "3,4", "4,5", "bad", "6,6"));
    try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerSettings(data, 0))) {
      String servers = "--bootstrap-servers=" + broker.bootstrapServers();
      assertThat(Cli.run("topics", "create", servers).code()).isZero();

      Cli sent =
          Cli.run(
              "send",
              file.toString(),
              "--key=web.a",
              "--from=1970-01-01T00:00:04Z",
              "--until=1970-01-01T00:00:06Z",
              "--json",
              servers);
      Cli late = Cli.run("send", file.toString(), "--skip-bad-rows", servers);

      assertThat(late.out()).startsWith("4 observations of 1 series (1 rows skipped, 2 late) to ");
      assertThat(sent.code()).isEqualTo(1);
      assertThat(sent.err()).contains("line 5: ", "; 2 observations were sent before");
      assertThat(
              CommittedRecords.byKey(broker.bootstrapServers(), "wavecast.observations")
                  .get("web.a"))
          .hasSize(2);
    }
  }

  @Test
  void a_history_without_values_is_a_failure_that_says_why(@TempDir Path data) throws Exception {
    Path other = Files.write(dir.resolve("b.csv"), List.of("timestamp,value", "1,2", "2,2"));
    try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerSettings(data, 0))) {
      String servers = "--bootstrap-servers=" + broker.bootstrapServers();
      assertThat(Cli.run("topics", "create", servers).code()).isZero();
      String topic = "--topics-names=observations=archive";
      assertThat(Cli.run("topics", "create", topic, servers).code()).isZero();
      Cli sent = Cli.run("send", other.toString(), topic, servers);
      assertThat(sent.code()).as(sent.err()).isZero();

      Cli unmatched = Cli.run("send", "--history", other.toString(), "--series=zzz*", servers);
      Cli unreadable =
          Cli.run(
              "send",
              "--history",
              "kafka://archive",
              "--inputs={value: /absent, timestamp: /timestamp}",
              "--json",
              servers);

      assertThat(unmatched.code()).isEqualTo(1);
      assertThat(unmatched.err())
          .contains("nothing was sent: 2 values are not of --series 'zzz*', --from and --until");
      assertThat(unreadable.code()).isEqualTo(1);
      assertThat(unreadable.out()).contains("\"observations\":0,").contains("\"unreadable\":2,");
      assertThat(unreadable.err()).contains("2 records are no observations, 0 rows were skipped");
    }
  }

  private static Cli run(String... more) {
    List<String> args = new ArrayList<>(List.of("send", "--history"));
    args.addAll(List.of(more));
    args.addAll(List.of("--bootstrap-servers", NOBODY));
    return Cli.run(args.toArray(String[]::new));
  }
}
