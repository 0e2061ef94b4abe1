package io.wavecast.deploy;

import static java.util.stream.Collectors.joining;

import io.wavecast.config.Field;
import io.wavecast.config.Group;
import io.wavecast.config.Host;
import io.wavecast.config.Key;
import io.wavecast.config.Keys;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** CONFIG.md, generated from {@link Keys}. */
final class ConfigDoc {
  private static final String DURATIONS = " such as 200ms, 5s, 2m, 1h or 7d";
  private static final String BYTES = " such as 500000, 64k, 256m or 10g";

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
        run`, and the job jar) read the same settings with the same ranges and defaults. The Flink job
        refuses the flag of a setting that only the service has, but accepts its key in a file or in
        the environment, so that both can share them. It also has flags of Flink itself, such as
        `--checkpoint-interval`: `wavecast flink run --help` lists them.

        A duration is such as `200ms`, `5s`, `2m`, `1h` or `7d`, a number of bytes such as `500000`,
        `64k`, `256m` or `10g`. A setting without a default may be empty.

        A value that is not allowed stops the start with exit code 2 and one line: the key, what is
        allowed, what it got, and where it was given. An unknown flag or key of a file does the same.
        Unknown environment variables are ignored, as other programs may use them. A file, folder or
        model that cannot be used ends the start with exit code 1, since it may be there a moment
        later. `--dry-run` ends with the exit code of a start.

        A YAML list of plain values is the same as these values separated by commas. `inputs`,
        `alerts.rules` and `calendar.entries` are lists of keys and values; a flag takes one item in
        YAML and may be repeated, an environment variable the list: `--alerts-rules '{name: web, series:
        web.*, window: 5}'`. In a flag or variable, a rule or an entry of the calendar may also be a
        line `NAME SERIES KEY=VALUE...`.

        In place of a value, `${file:PATH}` names the file that holds it, e.g. a secret.
        [config.schema.json](schemas/config.schema.json) is a JSON Schema of the file, with which
        editors complete and check it: `# yaml-language-server: $schema=config.schema.json`.

        Properties of Kafka's clients are passed through with the prefix `kafka.`: in a file as above, as
        `--kafka security.protocol=SSL`, or as `WAVECAST_KAFKA_SECURITY_PROTOCOL`. Give secrets in a
        file or the environment rather than as flags, which other users of a machine can see. Their
        values are never printed or logged.

        This page is generated: `mvn test -pl deploy -am -Dtest=GeneratedFilesTest
        -Dsurefire.failIfNoSpecifiedTests=false -Dwavecast.write=true`.
        """);
    for (Group group : Keys.GROUPS) {
      List<Key<?>> keys = Keys.ALL.stream().filter(key -> key.group().equals(group)).toList();
      boolean apart = keys.stream().anyMatch(ConfigDoc::isShared);
      out.append("\n## ").append(group.title()).append("\n\n").append(group.about());
      out.append(apart ? "" : " Only " + hosts(keys.get(0)) + " has these settings.");
      out.append("\n\n| key | default | what it does |\n|---|---|---|\n");
      for (Key<?> key : keys) {
        out.append("| `").append(key.name()).append("` | ").append(defaults(key));
        out.append(" | ").append(cell(summary(key) + "." + range(key)));
        out.append(apart && !isShared(key) ? " Only " + hosts(key) + " has it." : "");
        out.append(" |\n");
      }
      keys.stream()
          .filter(key -> !key.type().fields().isEmpty())
          .forEach(key -> out.append(section(key)));
    }
    return out.toString();
  }

  /** What the items of a list, or the keys of a map, may be. */
  private static String section(Key<?> key) {
    StringBuilder out = new StringBuilder("\n### Keys of ").append(key.name());
    out.append("\n\n");
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

  /** What is allowed, without what the head of the page says of all settings, or the default. */
  private static String range(Key<?> key) {
    boolean hasDefault = hostsOf(key).noneMatch(host -> key.defaultText(host).isEmpty());
    String range =
        key.type().range().replace(DURATIONS, "").replace(BYTES, "").replaceFirst("^a path", "");
    String shown = hasDefault ? range : range.replaceFirst("(, )?or empty$", "");
    return shown.isEmpty() || shown.equals("true or false") ? "" : " Must be " + shown + ".";
  }

  private static boolean isShared(Key<?> key) {
    return hostsOf(key).count() == Host.values().length;
  }

  private static String hosts(Key<?> key) {
    return hostsOf(key).map(Host::title).collect(joining(", "));
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
