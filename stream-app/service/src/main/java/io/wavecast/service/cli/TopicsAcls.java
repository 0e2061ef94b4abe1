package io.wavecast.service.cli;

import io.wavecast.config.Settings;
import io.wavecast.config.TopicCreation;
import io.wavecast.config.TopicKeys;
import io.wavecast.core.text.UsageException;
import io.wavecast.kafka.acl.Acl;
import io.wavecast.kafka.acl.Program;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wavecast topics acls}: what each program must be permitted to do. */
@Command(
    name = "acls",
    description = "Prints the rights that each program needs with these settings; asks no cluster.")
final class TopicsAcls extends ConfiguredCommand {
  @Parameters(
      paramLabel = "PROGRAM",
      arity = "0..*",
      description =
          "serve, console, explain, watch, send (with --history also READ where it reads), topics-create,"
              + " topics-check, calendar, alerts-ack, train (also as evaluate, replay and"
              + " alerts-suggest, which need the same) or flink."
              + " Default: all.")
  private List<String> programs = List.of();

  @Option(
      names = "--principal",
      paramLabel = "USER",
      description =
          "Print commands of Kafka's own tool, kafka-acls.sh, that give this user the rights, e.g."
              + " User:wavecast. Default: a table.")
  private @Nullable String principal;

  TopicsAcls() {
    super(ServeCommand.GROUPS);
  }

  @Override
  public Integer call() {
    Settings settings = config().settings();
    boolean creates = settings.get(TopicKeys.CREATE) == TopicCreation.AUTO;
    Map<Program, List<Acl>> acls = new LinkedHashMap<>();
    for (Program program : chosen()) {
      acls.put(program, program.acls(settings, creates));
    }
    if (principal == null) {
      print(acls);
    } else {
      acls.values().stream()
          .flatMap(List::stream)
          .map(acl -> command(acl, principal))
          .distinct()
          .forEach(this::print);
    }
    return 0;
  }

  private List<Program> chosen() {
    List<Program> all = List.of(Program.values());
    Set<Program> chosen = new LinkedHashSet<>();
    for (String title : programs) {
      chosen.add(
          all.stream()
              .filter(program -> program.titles().contains(title))
              .findFirst()
              .orElseThrow(
                  () ->
                      new UsageException(
                          "PROGRAM must be one of %s, got: '%s'"
                              .formatted(
                                  all.stream().flatMap(p -> p.titles().stream()).toList(),
                                  title))));
    }
    return chosen.isEmpty() ? all : List.copyOf(chosen);
  }

  private void print(Map<Program, List<Acl>> acls) {
    int width = acls.keySet().stream().mapToInt(p -> p.command().length()).max().orElse(0);
    String row = "%-" + Math.max(width, "PROGRAM".length()) + "s %-17s %-17s %-40s %s";
    print(row.formatted("PROGRAM", "RESOURCE", "OPERATION", "NAME", "WHY"));
    acls.forEach(
        (program, rights) ->
            rights.forEach(
                acl ->
                    print(
                        row.formatted(
                            program.command(),
                            acl.kind(),
                            acl.operation(),
                            acl.resource().name() + (acl.isPrefixed() ? "*" : ""),
                            acl.use() + (acl.optional() ? " (optional)" : "")))));
  }

  private static String command(Acl acl, String principal) {
    return "kafka-acls.sh --bootstrap-server \"$BOOTSTRAP\" --command-config \"$ADMIN\" --add"
        + " --allow-principal '%s' --operation %s --%s '%s'%s"
            .formatted(
                principal,
                spell(acl.operation().name()),
                acl.resource().resourceType().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                acl.resource().name(),
                acl.isPrefixed() ? " --resource-pattern-type prefixed" : "");
  }

  /** {@code DESCRIBE_CONFIGS} as {@code DescribeConfigs}, as Kafka's tool writes it. */
  private static String spell(String constant) {
    return Stream.of(constant.split("_"))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }
}
