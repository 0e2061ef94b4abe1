package io.wavecast.service.cli;

import io.wavecast.config.Group;
import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.topics.TopicAdmin;
import io.wavecast.service.topics.TopicSpec;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wavecast topics}: create or check the topics. */
@Command(
    name = "topics",
    description = "Creates or checks the topics.",
    subcommands = {TopicsCommand.Create.class, TopicsCommand.Check.class})
final class TopicsCommand implements Runnable {
  private static final Duration TIMEOUT = Duration.ofSeconds(8);

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "create or check is missing");
  }

  /** Common to both. */
  private abstract static class TopicCommand extends ResultCommand {
    TopicCommand() {
      super(EnumSet.of(Group.KAFKA, Group.TOPICS, Group.SKETCHES, Group.CHORALES));
    }

    abstract List<TopicAdmin.Finding> look(TopicAdmin admin, ServiceConfig config);

    @Override
    public Integer call() {
      ServiceConfig config = config();
      try (TopicAdmin admin = new TopicAdmin(config.kafka().asMap(), TIMEOUT)) {
        List<TopicAdmin.Finding> findings = look(admin, config);
        findings.forEach(this::print);
        return findings.stream().allMatch(TopicAdmin.Finding::isGood) ? 0 : 1;
      }
    }

    private void print(TopicAdmin.Finding finding) {
      result(
          "%3$s",
          JsonWriter.fields(
              "topic", finding.topic(),
              "status", finding.status().name().toLowerCase(Locale.ROOT),
              "line", finding.line()));
    }
  }

  /** {@code wavecast topics create}. */
  @Command(name = "create", description = "Creates absent topics; changes none.")
  static final class Create extends TopicCommand {
    @Override
    List<TopicAdmin.Finding> look(TopicAdmin admin, ServiceConfig config) {
      return admin.ensure(TopicSpec.of(config.settings()));
    }
  }

  /** {@code wavecast topics check}. */
  @Command(
      name = "check",
      description = "Reports absent and differing topics; exit code 1 if there are any.")
  static final class Check extends TopicCommand {
    @Override
    List<TopicAdmin.Finding> look(TopicAdmin admin, ServiceConfig config) {
      return admin.check(TopicSpec.of(config.settings()));
    }
  }
}
