package io.wavecast.config;

import io.wavecast.core.text.Throwables;
import io.wavecast.core.text.UsageException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The declared settings as options of a command line. */
public final class SettingOptions {
  static final String CONFIG = "--config";
  private static final String KAFKA = "--kafka";

  private SettingOptions() {}

  /**
   * Adds an option for every key of the groups that the host has, {@code --config}, and {@code
   * --kafka}. Keys of the other host are hidden options that {@link #read} refuses with a reason.
   */
  public static void addTo(CommandSpec spec, Host host, Set<Group> groups) {
    spec.addOption(
        OptionSpec.builder(CONFIG)
            .type(Path.class)
            .paramLabel("FILE")
            .description("YAML file with settings; CONFIG.md lists them.")
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
    for (Group group : Keys.GROUPS) {
      if (!groups.contains(group)) {
        continue;
      }
      ArgGroupSpec.Builder chapter =
          ArgGroupSpec.builder().heading("%n" + group.title() + "%n").order(order++);
      Keys.ALL.stream()
          .filter(key -> key.group().equals(group) && key.isOn(host))
          .forEach(key -> chapter.addArg(option(key, host)));
      spec.addArgGroup(chapter.validate(false).build());
    }
    Keys.ALL.stream().filter(key -> !key.isOn(host)).forEach(key -> addHidden(spec, key.name()));
  }

  private static OptionSpec option(Key<?> key, Host host) {
    boolean isList = key.type().isList() || key.type().isObjects();
    String repeated = isList ? " May be repeated." : "";
    String keys = key.type().fields().stream().map(Field::name).collect(Collectors.joining(", "));
    String items = keys.isEmpty() ? "" : " Keys: " + keys + ".";
    String text = key.defaultText(host);
    String byDefault = text.isEmpty() ? "" : " Default: " + text;
    return OptionSpec.builder(key.flag())
        .type(String.class)
        .paramLabel("<" + label(key.type()) + ">")
        .description(
            (key.help() + "." + items + repeated + byDefault)
                .replace("%", "%%")
                .replace("${", "$${"))
        .completionCandidates(key.type().choices())
        .userObject(key.name())
        .build();
  }

  /** Options of other choices have other labels: picocli names the shell's lists after them. */
  private static String label(Type<?> type) {
    return type.choices().isEmpty() ? type.name() : String.join("|", type.choices());
  }

  private static void addHidden(CommandSpec spec, String name) {
    spec.addOption(
        OptionSpec.builder(Key.flag(name))
            .type(String.class)
            .userObject(name)
            .hidden(true)
            .build());
  }

  /**
   * What is wrong with a command line, in one line. Without values that may be secrets: those of
   * options that are not known, and of {@code --kafka}.
   */
  public static String describe(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption()) {
      List<String> names =
          unmatched.getUnmatched().stream()
              .filter(argument -> argument.startsWith("-"))
              .map(argument -> "'" + argument.replaceFirst("=.*", "") + "'")
              .toList();
      return "Unknown option%s: %s"
          .formatted(names.size() == 1 ? "" : "s", String.join(", ", names));
    }
    // picocli 4.7.7 says "option" twice where a value of a map lacks its '='
    return Throwables.oneLine(e)
        .replace("option option ", "option ")
        .replaceFirst("(should be in KEY=VALUE format) but was .*", "$1");
  }

  /**
   * Reads what was parsed, and prints warnings.
   *
   * @param environment of the process; flags win over it
   * @throws UsageException when a key is unknown, or a value is not allowed
   */
  public static Settings read(CommandSpec spec, Host host, Map<String, String> environment) {
    return read(
        spec, host, environment, line -> spec.commandLine().getErr().println("wavecast: " + line));
  }

  /**
   * Reads what was parsed.
   *
   * @param environment of the process; flags win over it
   * @param warn gets a line for what is ignored
   * @throws UsageException when a key is unknown, or a value is not allowed
   */
  public static Settings read(
      CommandSpec spec, Host host, Map<String, String> environment, Consumer<String> warn) {
    ParseResult parsed = spec.commandLine().getParseResult();
    Map<String, String> flags = new LinkedHashMap<>();
    for (OptionSpec option : parsed.matchedOptions()) {
      if (option.userObject() instanceof String name) {
        flags.put(name, value(option, Keys.byName(name)));
      }
    }
    Map<String, String> kafka = parsed.matchedOptionValue(KAFKA, Map.of());
    kafka.forEach((name, value) -> flags.put(Settings.KAFKA + name, value));
    Map<String, String> variables = Variables.withoutServices(environment, warn);
    Variables.check(variables, warn);
    return Settings.load(
        host, flags, variables, Optional.ofNullable(parsed.matchedOptionValue(CONFIG, null)));
  }

  /** Of a list every value that the flag was given, of other types the last one. */
  private static String value(OptionSpec option, Optional<Key<?>> key) {
    List<String> texts = option.stringValues();
    if (texts.size() == 1 && Settings.isFile(texts.get(0))) {
      return texts.get(0);
    }
    if (key.filter(k -> k.type().isObjects()).isPresent()) {
      return ConfigFile.text(
          texts.stream()
              .flatMap(text -> ConfigFile.items(text, option.longestName()).stream())
              .toList());
    }
    return key.filter(k -> k.type().isList()).isPresent()
        ? String.join(",", texts)
        : option.getValue();
  }
}
