package io.wavecast.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is written to stderr, and how. */
public final class LogKeys {
  static final KeyRegistry LOGS = new KeyRegistry(Group.LOGS);

  public static final Key<LogFormat> FORMAT =
      Key.service(LOGS, "log.format", Type.oneOf(LogFormat.class), "text")
          .help(
              "How everything on stderr is written; json is one object per line."
                  + " Errors in a configuration file are JSON if a flag or the environment"
                  + " says so");
  public static final Key<LogLevel> LEVEL =
      Key.service(LOGS, "log.level", Type.oneOf(LogLevel.class), "warn")
          .help("Least level of Wavecast's own records; libraries log warnings");
  public static final Key<Map<String, LogLevel>> LEVELS =
      Key.service(
              LOGS,
              "log.levels",
              Type.list(
                  "LOGGER=LEVEL, such as org.apache.kafka=info or wavecast=off (the status lines)",
                  LogKeys::levels),
              "")
          .help("Least level of each named logger and of those below it");

  private LogKeys() {}

  private static Map<String, LogLevel> levels(List<String> words) {
    Map<String, LogLevel> levels = new LinkedHashMap<>();
    for (String word : words) {
      String[] parts = word.split("=", -1);
      if (parts.length != 2 || parts[0].isBlank()) {
        throw new IllegalArgumentException();
      }
      levels.put(parts[0].strip(), LogLevel.valueOf(parts[1].strip().toUpperCase(Locale.ROOT)));
    }
    return levels;
  }

  /**
   * The format that a command line asks for, before it is parsed, so that its errors have this
   * format too. What is wrong in any way is taken for text.
   */
  public static LogFormat early(List<String> args, Map<String, String> environment) {
    String given =
        option(args, FORMAT.flag())
            .or(() -> Optional.ofNullable(environment.get(FORMAT.variable())))
            .or(() -> option(args, SettingOptions.CONFIG).flatMap(LogKeys::inFile))
            .orElse("");
    return given.strip().equals("json") ? LogFormat.JSON : LogFormat.TEXT;
  }

  private static Optional<String> option(List<String> args, String name) {
    for (int i = args.size() - 1; i >= 0; i--) {
      if (args.get(i).startsWith(name + "=")) {
        return Optional.of(args.get(i).substring(name.length() + 1));
      }
      if (args.get(i).equals(name) && i + 1 < args.size()) {
        return Optional.of(args.get(i + 1));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> inFile(String file) {
    try {
      return Optional.ofNullable(ConfigFile.read(Path.of(file)).get(FORMAT.name()))
          .map(ConfigFile.Entry::text);
    } catch (RuntimeException e) {
      return Optional.empty(); // reported when the settings are read
    }
  }
}
