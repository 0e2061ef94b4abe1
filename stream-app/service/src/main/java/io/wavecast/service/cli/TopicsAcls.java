package io.wavecast.service.cli;

import io.wavecast.config.Settings;
import io.wavecast.config.TopicCreation;
import io.wavecast.config.TopicKeys;
import io.wavecast.core.text.UsageException;
import io.wavecast.kafka.acl.Acl;
import io.wavecast.kafka.acl.Program;
import io.wavecast.service.topics.AclFormat;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
          "serve, produce, backfill (also READ where it reads), topics-create, topics-check,"
              + " calendar, alerts-ack, train (also as evaluate, replay and"
              + " alerts-suggest, which need the same) or flink."
              + " Default: all.")
  private List<String> programs = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      completionCandidates = Formats.class,
      description = "table or kafka-acls (commands of Kafka's own tool). Default: table.")
  private String format = "table";

  @Option(
      names = "--principal",
      description = "With kafka-acls: who gets the rights. Default: User:wavecast.")
  private @Nullable String principal;

  /** The words of {@code --format}. */
  static final class Formats implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(AclFormat.values()).map(AclFormat::word).iterator();
    }
  }

  TopicsAcls() {
    super(ServeCommand.GROUPS);
  }

  @Override
  public Integer call() {
    Settings settings = config().settings();
    if (principal != null && format() != AclFormat.KAFKA_ACLS) {
      throw new UsageException(
          "--principal is only for --format kafka-acls, not for %s".formatted(format));
    }
    boolean creates = settings.get(TopicKeys.CREATE) == TopicCreation.AUTO;
    Map<Program, List<Acl>> acls = new LinkedHashMap<>();
    for (Program program : chosen()) {
      acls.put(program, program.acls(settings, creates));
    }
    format()
        .lines(acls, Objects.requireNonNullElse(principal, "User:wavecast"))
        .forEach(this::print);
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

  private AclFormat format() {
    for (AclFormat known : AclFormat.values()) {
      if (known.word().equals(format)) {
        return known;
      }
    }
    throw new UsageException("--format must be table or kafka-acls, got: '%s'".formatted(format));
  }
}
