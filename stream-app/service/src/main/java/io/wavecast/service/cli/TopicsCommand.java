package io.wavecast.service.cli;

import io.wavecast.config.Group;
import io.wavecast.config.PipelineModules;
import io.wavecast.config.Settings;
import io.wavecast.kafka.ServedPipeline;
import io.wavecast.kafka.acl.Program;
import io.wavecast.kafka.topics.TopicAdmin;
import io.wavecast.kafka.topics.TopicAdmin.Finding;
import io.wavecast.kafka.topics.TopicSpec;
import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.service.topics.Growth;
import io.wavecast.service.topics.InternalTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code wavecast topics}: create or check the topics, or print the rights on them. */
@Command(
    name = "topics",
    description = "Creates or checks the topics; prints the rights that programs need.",
    subcommands = {TopicsCommand.Create.class, TopicsCommand.Check.class, TopicsAcls.class})
final class TopicsCommand extends CommandGroup {
  private static final Set<Group> GROUPS =
      Stream.concat(
              Stream.of(
                  Group.KAFKA,
                  Group.TOPICS,
                  Group.INPUT,
                  Group.CALENDAR,
                  Group.INCIDENTS,
                  Group.ENGINE),
              PipelineModules.groups().stream())
          .collect(Collectors.toSet());
  private static final Duration TIMEOUT = Duration.ofSeconds(8);

  /** Common to both. */
  private abstract static class TopicCommand extends ResultCommand {
    @Option(
        names = "--internal",
        description = "Also the internal topics that serve needs, which it creates itself.")
    private boolean internal;

    private final Program program;

    TopicCommand(Program program) {
      super(GROUPS);
      this.program = program;
    }

    private List<Finding> look(TopicAdmin admin, List<TopicSpec> topics) {
      return program == Program.TOPICS_CHECK ? admin.check(topics) : admin.ensure(topics);
    }

    @Override
    public Integer call() {
      Settings settings = config().settings();
      try (TopicAdmin admin = new TopicAdmin(config().kafka().asMap(), TIMEOUT)) {
        admin.require(program, program.acls(settings, true));
        List<Finding> findings = new ArrayList<>(look(admin, TopicSpec.of(settings)));
        List<TopicSpec> inner = internal ? internal(admin, settings) : List.of();
        findings.addAll(look(admin, inner));
        if (program == Program.TOPICS_CHECK) {
          findings.addAll(Growth.findings(settings, admin));
        }
        findings.forEach(this::print);
        admin.warnings(TopicSpec.of(settings), inner).forEach(line -> tell("warning: " + line));
        return findings.stream().allMatch(Finding::isGood) ? 0 : 1;
      }
    }

    private static List<TopicSpec> internal(TopicAdmin admin, Settings settings) {
      Map<String, Integer> partitions =
          admin.partitions(
              ServedPipeline.withStates(settings).stream().map(p -> p.io().input()).toList());
      return InternalTopics.of(settings, input -> partitions.getOrDefault(input, 1));
    }

    private void print(Finding finding) {
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
    Create() {
      super(Program.TOPICS_CREATE);
    }
  }

  /** {@code wavecast topics check}. */
  @Command(
      name = "check",
      description =
          "Reports topics that are absent or differ from the settings, and inputs whose partitions"
              + " are not those of the stored states; exit code 1 if there are any.")
  static final class Check extends TopicCommand {
    Check() {
      super(Program.TOPICS_CHECK);
    }
  }
}
