package io.wavecast.service.config;

/** CONFIG.md, made from {@link Keys}. */
public final class ConfigDoc {
  private ConfigDoc() {}

  /** The whole page in Markdown. */
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
        models.routes: [wave.*=lstm, host.*=gru]
        kafka:
          security.protocol: SASL_SSL
        ```

        A value that is not allowed stops the start with exit code 2 and one line: the key, what is
        allowed, what it got, and where that stands. A flag or a key of a file that does not exist does
        the same; environment variables of other names are not looked at, as they may be somebody else's.

        Any property of Kafka's clients is handed through behind `kafka.`: in a file as above, as
        `--kafka security.protocol=SSL`, or as `WAVECAST_KAFKA_SECURITY_PROTOCOL`. Give secrets in a
        file or the environment rather than as flags, which other users of a machine can see. Their
        values are never printed or logged.

        This page is made from the code: `mvn test -pl stream-app/service -am -Dtest=ConfigDocTest
        -Dsurefire.failIfNoSpecifiedTests=false -Dwavecast.write=true`.
        """);
    for (Group group : Group.values()) {
      out.append("\n## ").append(group.title()).append("\n\n").append(group.about());
      out.append("\n\n| key | default | what it does |\n|---|---|---|\n");
      for (Key<?> key : Keys.ALL) {
        if (key.group() == group) {
          out.append("| `").append(key.name()).append("` | ").append(code(key.defaultText()));
          out.append(" | ").append(cell(key.help())).append(". Must be ");
          out.append(cell(key.type().range())).append(". |\n");
        }
      }
    }
    return out.toString();
  }

  private static String code(String text) {
    return text.isEmpty() ? "" : "`" + cell(text) + "`";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
