package io.wavecast.service.topics;

import io.wavecast.kafka.acl.Acl;
import io.wavecast.kafka.acl.Program;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.resource.ResourceType;

/** How rights are printed. */
public enum AclFormat {
  TABLE,
  KAFKA_ACLS;

  /** As it is typed: {@code kafka-acls}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The rights as text.
   *
   * @param acls of each program
   * @param principal who gets them, e.g. {@code User:wavecast}
   */
  public List<String> lines(Map<Program, List<Acl>> acls, String principal) {
    return switch (this) {
      case TABLE -> table(acls);
      case KAFKA_ACLS ->
          acls.values().stream()
              .flatMap(List::stream)
              .map(acl -> command(acl, principal))
              .distinct()
              .toList();
    };
  }

  private static List<String> table(Map<Program, List<Acl>> acls) {
    int width = acls.keySet().stream().mapToInt(p -> p.command().length()).max().orElse(0);
    String format = "%-" + Math.max(width, "PROGRAM".length()) + "s %-17s %-17s %-40s %s";
    List<String> lines =
        acls.entrySet().stream()
            .flatMap(
                entry -> entry.getValue().stream().map(acl -> row(format, entry.getKey(), acl)))
            .collect(Collectors.toList());
    lines.add(0, format.formatted("PROGRAM", "RESOURCE", "OPERATION", "NAME", "WHY"));
    return lines;
  }

  private static String row(String format, Program program, Acl acl) {
    return format.formatted(
        program.command(),
        acl.kind(),
        acl.operation(),
        acl.resource().name() + (acl.isPrefixed() ? "*" : ""),
        acl.use() + (acl.optional() ? " (optional)" : ""));
  }

  private static String command(Acl acl, String principal) {
    ResourceType type = acl.resource().resourceType();
    return "kafka-acls.sh --bootstrap-server \"$BOOTSTRAP\" --command-config \"$ADMIN\" --add"
        + " --allow-principal '%s' --operation %s --%s '%s'%s"
            .formatted(
                principal,
                spell(acl.operation().name()),
                type.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                acl.resource().name(),
                acl.isPrefixed() ? " --resource-pattern-type prefixed" : "");
  }

  /** {@code DESCRIBE_CONFIGS} as {@code DescribeConfigs}, as Kafka's tool writes it. */
  private static String spell(String constant) {
    return List.of(constant.split("_")).stream()
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }
}
