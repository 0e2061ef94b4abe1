package io.wavecast.service.cli;

import io.wavecast.service.config.Group;
import io.wavecast.service.config.Key;
import io.wavecast.service.config.Keys;
import io.wavecast.service.config.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Turns the declared settings into options of a command, and what was given back into settings. */
final class ConfigOptions {
  private static final String CONFIG = "--config";
  private static final String KAFKA = "--kafka";

  private ConfigOptions() {}

  /** Adds an option for every key of the groups, and {@code --config} and {@code --kafka}. */
  static void addTo(CommandSpec spec, Set<Group> groups) {
    spec.addOption(
        OptionSpec.builder(CONFIG)
            .type(Path.class)
            .paramLabel("FILE")
            .description("YAML file with settings; CONFIG.md tells them all.")
            .build());
    if (groups.contains(Group.KAFKA)) {
      spec.addOption(
          OptionSpec.builder(KAFKA)
              .type(Map.class)
              .auxiliaryTypes(String.class, String.class)
              .paramLabel("PROPERTY=VALUE")
              .description("Property for Kafka's clients; may be repeated.")
              .build());
    }
    int order = 0;
    for (Group group : Group.values()) {
      if (!groups.contains(group)) {
        continue;
      }
      ArgGroupSpec.Builder chapter =
          ArgGroupSpec.builder().heading("%n" + group.title() + "%n").order(order++);
      for (Key<?> key : Keys.ALL) {
        if (key.group() == group) {
          chapter.addArg(option(key));
        }
      }
      spec.addArgGroup(chapter.validate(false).build());
    }
  }

  private static boolean isList(Key<?> key) {
    return key.type().name().equals("list");
  }

  private static String repeated(Key<?> key) {
    return isList(key) ? " May be repeated." : "";
  }

  private static OptionSpec option(Key<?> key) {
    String byDefault = key.defaultText().isEmpty() ? "" : " Default: " + key.defaultText();
    return OptionSpec.builder(key.flag())
        .type(String.class)
        .paramLabel("<" + key.type().name() + ">")
        .description((key.help() + "." + repeated(key) + byDefault).replace("%", "%%"))
        .userObject(key)
        .build();
  }

  /** What a flag was given: of a list all that it was given, of anything else the last. */
  private static String value(OptionSpec option, Key<?> key) {
    return isList(key) ? String.join(",", option.stringValues()) : option.getValue();
  }

  /** The settings, with the process's environment beneath the flags. */
  static Settings read(CommandSpec spec, Map<String, String> environment) {
    ParseResult parsed = spec.commandLine().getParseResult();
    Map<String, String> flags = new LinkedHashMap<>();
    for (OptionSpec option : parsed.matchedOptions()) {
      if (option.userObject() instanceof Key<?> key) {
        flags.put(key.name(), value(option, key));
      }
    }
    Map<String, String> kafka = parsed.matchedOptionValue(KAFKA, Map.of());
    kafka.forEach((name, value) -> flags.put(Settings.KAFKA + name, value));
    return Settings.load(
        flags, environment, Optional.ofNullable(parsed.matchedOptionValue(CONFIG, null)));
  }
}
