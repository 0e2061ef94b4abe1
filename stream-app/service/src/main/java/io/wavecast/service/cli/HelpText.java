package io.wavecast.service.cli;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import java.util.stream.Collectors;
import picocli.CommandLine.Help;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The help of a command: its own options in full, and of its settings, which are many, the names
 * only. {@code --help all} explains these too.
 */
final class HelpText implements IParameterPreprocessor {
  /** What follows {@code --help} to see everything. */
  static final String ALL = "all";

  /** Makes the help of a command with settings short. */
  static void shorten(CommandSpec spec) {
    if (!spec.argGroups().isEmpty()) {
      spec.mixinStandardHelpOptions(false);
      spec.addOption(
          OptionSpec.builder("-h", "--help")
              .usageHelp(true)
              .preprocessor(new HelpText())
              .description("Show this help message and exit; with 'all' after it, of settings too.")
              .build());
      spec.addOption(
          OptionSpec.builder("-V", "--version")
              .versionHelp(true)
              .description("Print version information and exit.")
              .build());
      spec.usageMessage().abbreviateSynopsis(true);
      spec.usageMessage()
          .sectionMap()
          .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, help -> ownOptions(help) + settings(help));
    }
  }

  @Override
  @SuppressWarnings("JdkObsolete") // picocli's
  public boolean preprocess(
      Stack<String> rest, CommandSpec command, ArgSpec option, Map<String, Object> info) {
    if (!rest.isEmpty() && rest.peek().equals(ALL)) {
      rest.pop();
      command
          .usageMessage()
          .sectionMap()
          .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, Help::optionList);
    }
    return false;
  }

  private static String ownOptions(Help help) {
    CommandSpec spec = help.commandSpec();
    return help.optionListExcludingGroups(
        spec.options().stream()
            .filter(option -> !option.hidden() && option.group() == null)
            .toList());
  }

  private static String settings(Help help) {
    CommandSpec spec = help.commandSpec();
    String intro =
        "%nSettings, as options, environment variables or in the file of --config ('"
            + spec.qualifiedName()
            + " --help all' and CONFIG.md explain them)%n";
    List<ArgGroupSpec> groups =
        spec.argGroups().stream().sorted(Comparator.comparingInt(ArgGroupSpec::order)).toList();
    Map<String, String> names = new LinkedHashMap<>();
    groups.forEach(group -> names.put(title(group), names(group)));
    return help.createHeading(intro) + help.createTextTable(names);
  }

  private static String title(ArgGroupSpec group) {
    return "  " + String.valueOf(group.heading()).replace("%n", "");
  }

  private static String names(ArgGroupSpec group) {
    return group.allOptionsNested().stream()
        .filter(option -> !option.hidden())
        .map(OptionSpec::longestName)
        .collect(Collectors.joining(" "));
  }
}
