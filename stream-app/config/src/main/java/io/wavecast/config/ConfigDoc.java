package io.wavecast.config;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** CONFIG.md, generated from {@link Keys}. */
public final class ConfigDoc {
  /**
   * In a help text, in front of the settings that an entry may have: {@code name (meaning), ...}.
   */
  private static final String SETTINGS = "; settings: ";

  private static final String BETWEEN_SETTINGS = "(?<=\\)), ";

  /** In front of the last sentence of a help text. */
  private static final String AFTER_SETTINGS = "(?<=\\))(; |\\. )";

  private ConfigDoc() {}

  /** The page in Markdown. */
  public static String markdown() {
    StringBuilder out = new StringBuilder();
    out.append(
        """
        # Configuration

        Every setting has one name. `http.port` is the key in a file, `--http-port` the flag and
        `WAVECAST_HTTP_PORT` the environment variable. Flags win over the environment, the
        environment over the file (`--config FILE`), the file over the defaults. A file is YAML,
        nested or flat:

        ```yaml
        bootstrap-servers: broker-1:9092,broker-2:9092
        http:
          port: 8081
        models.routes: [pump.*=pump]
        kafka:
          security.protocol: SASL_SSL
        ```

        The service (`wavecast serve` and the commands beside it) and the Flink job (`wavecast flink
        run`, and the job jar) read the same settings with the same ranges and defaults. The column
        "on" names the settings that only one of them has. The other one refuses such a flag, but
        accepts such a key in a file or in the environment, so that both can share them. The Flink
        job also has flags of Flink itself, such as `--checkpoint-interval`: `wavecast flink run
        --help` lists them.

        A value that is not allowed stops the start with exit code 2 and one line: the key, what is
        allowed, what it got, and where it was given. An unknown flag or key of a file does the same.
        Unknown environment variables are ignored, as other programs may use them; one whose name is
        nearly that of a setting is a warning, and so is, for the service, a property of `kafka.` that no
        client has. A file or folder that cannot be used, the configuration file included, ends the
        start with exit code 1, since it may be there a moment later; so does a model that is absent
        where `models.dir` is set. `--dry-run` ends with the exit code of a start.

        A YAML list of plain values is the same as these values separated by commas. In `alerts.rules`
        and `calendar.entries` an item of which commas make several is refused. A pattern of a rule
        that looks like a label, but has a name that no label can have, such as `k8s.io/app=x`, is a
        warning at the start.

        Properties of Kafka's clients are passed through with the prefix `kafka.`: in a file as above, as
        `--kafka security.protocol=SSL`, or as `WAVECAST_KAFKA_SECURITY_PROTOCOL`. Give secrets in a
        file or the environment rather than as flags, which other users of a machine can see. Their
        values are never printed or logged. A file of a secret that every user of the machine may read or
        write is a warning at the start; volumes of Kubernetes may be read.

        This page is generated: `mvn test -pl stream-app/config -am -Dtest=ConfigDocTest
        -Dsurefire.failIfNoSpecifiedTests=false -Dwavecast.write=true`.
        """);
    for (Group group : Group.values()) {
      out.append("\n## ").append(group.title()).append("\n\n").append(group.about());
      out.append("\n\n| key | default | on | what it does |\n|---|---|---|---|\n");
      for (Key<?> key : Keys.ALL) {
        if (key.group() == group) {
          out.append("| `").append(key.name()).append("` | ").append(defaults(key));
          out.append(" | ").append(hosts(key));
          out.append(" | ").append(cell(summary(key))).append(". Must be ");
          out.append(cell(key.type().range())).append(". |\n");
        }
      }
      Keys.ALL.stream()
          .filter(key -> key.group() == group && key.help().contains(SETTINGS))
          .forEach(key -> out.append(section(key)));
    }
    return out.toString();
  }

  /** Of a key whose entries have settings, what precedes these. */
  private static String summary(Key<?> key) {
    int settings = key.help().indexOf(SETTINGS);
    return settings < 0
        ? key.help()
        : "%s; [its settings](#settings-of-%s)"
            .formatted(key.help().substring(0, settings), key.name().replace(".", ""));
  }

  /** The settings of a key's entries, one a line. */
  private static String section(Key<?> key) {
    String[] parts = key.help().split(SETTINGS, 2)[1].split(AFTER_SETTINGS, 2);
    String list =
        Stream.of(parts[0].split(BETWEEN_SETTINGS)).map(s -> "- " + s).collect(joining("\n"));
    return "\n### Settings of %s\n\nEach with what it says, and its default:\n\n%s\n\n%s.\n"
        .formatted(
            key.name(),
            list,
            parts[1].substring(0, 1).toUpperCase(Locale.ROOT) + parts[1].substring(1));
  }

  private static String defaults(Key<?> key) {
    Set<String> texts = new LinkedHashSet<>();
    hostsOf(key).map(key::defaultText).forEach(texts::add);
    return texts.size() == 1
        ? code(texts.iterator().next())
        : hostsOf(key)
            .map(host -> code(key.defaultText(host)) + " on " + host.title())
            .collect(joining(", "));
  }

  private static String hosts(Key<?> key) {
    return hostsOf(key).count() == Host.values().length
        ? "both"
        : hostsOf(key).map(Host::title).collect(joining(", "));
  }

  private static Stream<Host> hostsOf(Key<?> key) {
    return Stream.of(Host.values()).filter(key::isOn);
  }

  private static String code(String text) {
    return text.isEmpty() ? "" : "`" + cell(text) + "`";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
