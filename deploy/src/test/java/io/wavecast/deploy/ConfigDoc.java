package io.wavecast.deploy;

import static java.util.stream.Collectors.joining;

import io.wavecast.config.Field;
import io.wavecast.config.Group;
import io.wavecast.config.Host;
import io.wavecast.config.Key;
import io.wavecast.config.Keys;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** CONFIG.md, generated from {@link Keys}. */
final class ConfigDoc {
  private ConfigDoc() {}

  /** The page in Markdown. */
  static String markdown() {
    StringBuilder out = new StringBuilder();
    out.append(
        """
        # Configuration

        Every setting has one name. `http.port` is the key in a file, `--http-port` the flag and
        `WAVECAST_HTTP_PORT` the environment variable. Flags win over the environment, the
        environment over the file (`--config FILE`), the file over the defaults. A file is YAML,
        nested or flat:

        ```yaml
        bootstrap.servers: broker-1:9092,broker-2:9092
        http:
          port: 8081
        models.routes: [pump.*=pump]
        alerts.rules:
          - {name: disk, series: disk.*, limit-above: 90}
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

        A YAML list of plain values is the same as these values separated by commas. `inputs`,
        `alerts.rules` and `calendar.entries` are lists of keys and values; a flag takes one item in
        YAML and may be repeated, an environment variable the list: `--alerts-rules '{name: web, series:
        web.*, window: 5}'`. In a flag or variable, a rule or an entry of the calendar may also be a
        line `NAME SERIES KEY=VALUE...`. A pattern of a rule that looks like a label, but has a name that
        no label can have, such as `k8s.io/app=x`, is a warning at the start.

        In place of a value, `${file:PATH}` names the file that holds it, e.g. a secret.
        [config.schema.json](schemas/config.schema.json) is a JSON Schema of the file, with which
        editors complete and check it: `# yaml-language-server: $schema=config.schema.json`.

        Properties of Kafka's clients are passed through with the prefix `kafka.`: in a file as above, as
        `--kafka security.protocol=SSL`, or as `WAVECAST_KAFKA_SECURITY_PROTOCOL`. Give secrets in a
        file or the environment rather than as flags, which other users of a machine can see. Their
        values are never printed or logged. A file of a secret that every user of the machine may read or
        write is a warning at the start; volumes of Kubernetes may be read.

        This page is generated: `mvn test -pl deploy -am -Dtest=GeneratedFilesTest
        -Dsurefire.failIfNoSpecifiedTests=false -Dwavecast.write=true`.
        """);
    for (Group group : Keys.GROUPS) {
      out.append("\n## ").append(group.title()).append("\n\n").append(group.about());
      out.append("\n\n| key | default | on | what it does |\n|---|---|---|---|\n");
      for (Key<?> key : Keys.ALL) {
        if (key.group().equals(group)) {
          out.append("| `").append(key.name()).append("` | ").append(defaults(key));
          out.append(" | ").append(hosts(key));
          out.append(" | ").append(cell(summary(key))).append(". Must be ");
          out.append(cell(key.type().range())).append(". |\n");
        }
      }
      Keys.ALL.stream()
          .filter(key -> key.group().equals(group) && !key.type().fields().isEmpty())
          .forEach(key -> out.append(section(key)));
    }
    return out.toString();
  }

  /** What the items of a list, or the keys of a map, may be. */
  private static String section(Key<?> key) {
    StringBuilder out = new StringBuilder("\n### Keys of ").append(key.name());
    out.append("\n\nEach with what it says, and its default.\n\n");
    for (Field field : key.type().fields()) {
      out.append("- `").append(field.name()).append("`: ").append(field.help()).append('\n');
    }
    return out.toString();
  }

  private static String summary(Key<?> key) {
    return key.type().fields().isEmpty()
        ? key.help()
        : "%s; [its keys](#keys-of-%s)".formatted(key.help(), key.name().replace(".", ""));
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
