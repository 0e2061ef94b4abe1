package io.wavecast.service.secured;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.broker.SecuredBroker;
import io.wavecast.broker.SecuredBroker.Mechanism;
import io.wavecast.kafka.acl.Program;
import io.wavecast.service.cli.Cli;
import java.nio.file.Path;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code topics.create=never}. */
class NeverCreateTest {
  @TempDir Path dir;

  @Test
  void serve_creates_nothing_names_what_is_absent_and_runs_on_what_others_created()
      throws Exception {
    try (SecuredBroker broker = SecuredBroker.start(dir)) {
      SecuredFixture user =
          new SecuredFixture(
              broker,
              dir.resolve("never"),
              Mechanism.PLAIN,
              "never",
              "topics.create: never",
              "inputs: [{key: /name, timestamp: /timestamp}]",
              "sketches.enabled: true");
      assertThat(user.acls(Program.SERVE)).noneMatch(acl -> acl.operation() == AclOperation.CREATE);

      user.permit(Program.SERVE);
      Cli nothing = user.serve(running -> false);
      user.permit(Program.TOPICS_CREATE);
      Cli some = user.run("topics", "create");
      user.permit(Program.SERVE);
      Cli noneInternal = user.serve(running -> false);
      user.permit(Program.TOPICS_CREATE);
      Cli all = user.run("topics", "create", "--internal");
      Set<String> before = broker.admin().listTopics().names().get();
      user.permit(Program.SERVE);
      Cli serve =
          user.serve(
              running ->
                  running
                      .err()
                      .contains("wavecast: from never.observations to never.forecasts at "));

      assertAbsent(nothing, "never.observations");
      assertThat(some.code()).as(some.err()).isZero();
      assertAbsent(noneInternal, "never-series-changelog");
      assertThat(all.code()).as(all.err()).isZero();
      assertThat(all.out())
          .contains("never-series-changelog: created", "never-by-series-repartition: created")
          .contains("never-sketches-");
      assertThat(serve.code()).as(serve.err()).isZero();
      assertThat(broker.admin().listTopics().names().get()).isEqualTo(before);
    }
  }

  private static void assertAbsent(Cli serve, String topic) {
    assertThat(serve.code()).isEqualTo(1);
    assertThat(serve.err().lines().filter(line -> line.contains("does not exist")))
        .as(serve.err())
        .containsExactly(
            "wavecast: topic '%s' does not exist, and topics.create is never: correct its name, or create the topics with 'wavecast topics create --internal' and the same settings"
                .formatted(topic));
  }
}
