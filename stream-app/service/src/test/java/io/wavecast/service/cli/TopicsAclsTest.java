package io.wavecast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code wavecast topics acls}, without a cluster. */
class TopicsAclsTest {
  @Test
  void a_table_lists_what_a_program_needs() {
    Cli acls = Cli.run("topics", "acls", "serve", "--delivery-webhook-url", "http://hook/");

    assertThat(acls.code()).as(acls.err()).isZero();
    assertThat(acls.out().lines().map(line -> line.replaceAll(" +", " ")))
        .startsWith(
            "PROGRAM RESOURCE OPERATION NAME WHY",
            "serve topic READ wavecast.observations reads observations")
        .contains(
            "serve topic WRITE wavecast.alerts writes its results",
            "serve topic READ wavecast.alerts delivers alerts",
            "serve group READ wavecast-webhook delivers alerts",
            "serve transactional id WRITE wavecast-* exactly once",
            "serve topic CREATE wavecast-* keeps states",
            "serve topic DESCRIBE_CONFIGS wavecast.alerts checks it (optional)");
  }

  @Test
  void rights_follow_the_settings() {
    Cli acls =
        Cli.run(
            "topics",
            "acls",
            "--topics-create",
            "never",
            "--engine-guarantee",
            "at-least-once",
            "--application-id",
            "mine",
            "--topics-names",
            "observations=meters");

    assertThat(acls.out())
        .contains("meters", " mine-*", " mine ")
        .doesNotContain("wavecast.observations", "exactly once", "mine-* creates")
        .contains("topics create", "topics check", "send", "train", "flink");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evaluate", "replay", "alerts-suggest"})
  void programs_that_need_the_same_rights_as_train_are_known(String program) {
    Cli acls = Cli.run("topics", "acls", program, "train");

    assertThat(acls.code()).as(acls.err()).isZero();
    assertThat(acls.out()).isEqualTo(Cli.run("topics", "acls", "train").out());
  }

  @Test
  void the_console_reads_incidents_where_they_are_made() {
    Cli without = Cli.run("topics", "acls", "serve");
    Cli with = Cli.run("topics", "acls", "serve", "--incidents-enabled", "true");
    String right = "serve topic READ wavecast.incidents shows it on the console (optional)";

    assertThat(with.out().lines().map(line -> line.replaceAll(" +", " "))).contains(right);
    assertThat(without.out()).doesNotContain("wavecast.incidents");
  }

  @Test
  void a_page_of_the_console_reads_one_topic_and_with_a_token_writes_another() {
    String read = "%s topic READ wavecast.sketch-labels shows it on the console (optional)";
    String write = "%s topic WRITE wavecast.sketches a page of the console (optional)";
    String[] enabled = {"--sketches-enabled", "true"};
    for (String program : List.of("serve", "console")) {
      Cli without = Cli.run("topics", "acls", program, enabled[0], enabled[1]);
      Cli with =
          Cli.run("topics", "acls", program, enabled[0], enabled[1], "--http-token-file", "t");

      assertThat(without.out().lines().map(line -> line.replaceAll(" +", " ")))
          .as(without.err())
          .contains(read.formatted(program))
          .doesNotContain(write.formatted(program));
      assertThat(with.out().lines().map(line -> line.replaceAll(" +", " ")))
          .as(with.err())
          .contains(read.formatted(program), write.formatted(program));
    }
    assertThat(Cli.run("topics", "acls", "console").out()).doesNotContain("sketch");
  }

  @Test
  void topics_of_inputs_are_read_by_a_group_of_their_own() {
    String inputs = "[{topics: [raw, more]}]";
    Cli serve = Cli.run("topics", "acls", "serve", "--inputs", inputs);
    Cli flink = Cli.run("topics", "acls", "flink", "--inputs", inputs);

    assertThat(serve.out().lines().map(line -> line.replaceAll(" +", " ")))
        .as(serve.err())
        .contains(
            "serve topic READ raw reads inputs",
            "serve topic READ more reads inputs",
            "serve topic CREATE raw creates it where it is absent",
            "serve topic WRITE wavecast.observations writes its results",
            "serve group READ wavecast-inputs shares the work");
    assertThat(flink.out()).contains(" raw ", " more ");
  }

  @Test
  void topics_by_patterns_need_the_right_on_their_prefix() {
    String inputs = "[{topics: [raw, 'orders-*-eu', '*-us']}]";
    for (String program : List.of("serve", "flink")) {
      Cli acls = Cli.run("topics", "acls", program, "--inputs", inputs);

      assertThat(acls.out().lines().map(line -> line.replaceAll(" +", " ")))
          .as(acls.err())
          .contains(
              program + " topic READ raw reads inputs",
              program + " topic READ orders-* reads inputs by patterns",
              program + " topic READ * reads inputs by patterns");
    }
    Cli kafka = Cli.run("topics", "acls", "serve", "--inputs", inputs, "--principal", "User:a");
    assertThat(kafka.out())
        .contains(
            "--operation Read --topic 'orders-' --resource-pattern-type prefixed",
            "--operation Read --topic '*'\n");
  }

  @Test
  void with_streams_groups_serve_sets_the_groups_configuration() {
    Cli streams = Cli.run("topics", "acls", "serve", "--group-protocol", "streams");
    Cli classic = Cli.run("topics", "acls", "serve");

    assertThat(streams.out()).contains("ALTER_CONFIGS");
    assertThat(classic.out()).isNotEmpty().doesNotContain("ALTER_CONFIGS");
  }

  @Test
  void columns_are_aligned_with_every_program() {
    List<String> lines = Cli.run("topics", "acls").out().lines().toList();
    int column = lines.get(0).indexOf("RESOURCE");

    assertThat(lines).hasSizeGreaterThan(20);
    assertThat(lines).allSatisfy(line -> assertThat(line.charAt(column - 1)).isEqualTo(' '));
    assertThat(lines).allSatisfy(line -> assertThat(line.charAt(column)).isNotEqualTo(' '));
  }

  @Test
  void commands_for_kafkas_own_tool() {
    Cli acls = Cli.run("topics", "acls", "serve", "--principal", "User:CN=wave");

    assertThat(acls.out().lines())
        .contains(
            "kafka-acls.sh --bootstrap-server \"$BOOTSTRAP\" --command-config \"$ADMIN\" --add"
                + " --allow-principal 'User:CN=wave' --operation DescribeConfigs --topic"
                + " 'wavecast.alerts'",
            "kafka-acls.sh --bootstrap-server \"$BOOTSTRAP\" --command-config \"$ADMIN\" --add"
                + " --allow-principal 'User:CN=wave' --operation Write --transactional-id"
                + " 'wavecast-' --resource-pattern-type prefixed");
  }

  @Test
  void unknown_words_are_refused() {
    assertThat(Cli.run("topics", "acls", "server").err())
        .isEqualTo(
            "wavecast: PROGRAM must be one of [serve, console, explain, watch, send, topics-create,"
                + " topics-check, calendar, alerts-ack, train, evaluate,"
                + " replay, alerts-suggest, flink], got: 'server'\n");
  }
}
