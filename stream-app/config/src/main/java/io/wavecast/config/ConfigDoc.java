package io.wavecast.config;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** CONFIG.md, generated from {@link Keys}. */
public final class ConfigDoc {
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
        Unknown environment variables are ignored, as other programs may use them.

        Properties of Kafka's clients are passed through with the prefix `kafka.`: in a file as above, as
        `--kafka security.protocol=SSL`, or as `WAVECAST_KAFKA_SECURITY_PROTOCOL`. Give secrets in a
        file or the environment rather than as flags, which other users of a machine can see. Their
        values are never printed or logged.

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
          out.append(" | ").append(cell(key.help())).append(". Must be ");
          out.append(cell(key.type().range())).append(". |\n");
        }
      }
    }
    return out.toString();
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
