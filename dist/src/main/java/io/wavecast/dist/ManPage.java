package io.wavecast.dist;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IllegalFormatException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A command as a manual page for {@code man}, in roff with the macros of man(7). */
final class ManPage {
  private final String version;
  private final LocalDate date;

  ManPage(String version, LocalDate date) {
    this.version = version;
    this.date = date;
  }

  /** The page's name: {@code wavecast-models-list}. */
  static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName("-");
  }

  /** The whole page. */
  String of(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    StringBuilder out = new StringBuilder();
    String name = name(command);
    out.append(".TH \"%s\" 1 \"%s\" \"Wavecast %s\"\n".formatted(name, date, version));
    out.append(".SH NAME\n%s \\- %s\n".formatted(text(name), text(summary(spec))));
    out.append(".SH SYNOPSIS\n.nf\n").append(lines(new Help(spec, plain()).synopsis(0)));
    out.append(".fi\n.SH DESCRIPTION\n").append(paragraphs(spec.usageMessage().description()));
    parameters(spec, out);
    options(spec, out);
    commands(command, out);
    out.append(exitCodes(command));
    out.append(".SH SEE ALSO\n").append(text(related(command))).append('\n');
    return out.toString();
  }

  private static Help.ColorScheme plain() {
    return new Help.ColorScheme.Builder(Help.Ansi.OFF).build();
  }

  private static void parameters(CommandSpec spec, StringBuilder out) {
    List<PositionalParamSpec> shown =
        spec.positionalParameters().stream().filter(p -> !p.hidden()).toList();
    if (!shown.isEmpty()) {
      out.append(".SH PARAMETERS\n");
      shown.forEach(p -> out.append(entry(p.paramLabel(), p.description())));
    }
  }

  /** Those of no group first, then each group under its heading. */
  private static void options(CommandSpec spec, StringBuilder out) {
    Set<ArgSpec> grouped =
        spec.argGroups().stream()
            .flatMap(g -> g.allOptionsNested().stream())
            .collect(Collectors.toSet());
    String loose =
        spec.options().stream()
            .filter(o -> !grouped.contains(o))
            .map(ManPage::option)
            .collect(Collectors.joining());
    if (!loose.isEmpty()) {
      out.append(".SH OPTIONS\n").append(loose);
    }
    spec.argGroups().stream()
        .sorted(Comparator.comparingInt(ArgGroupSpec::order))
        .forEach(
            group ->
                out.append(".SH \"%s\"\n".formatted(heading(group)))
                    .append(
                        group.allOptionsNested().stream()
                            .map(ManPage::option)
                            .collect(Collectors.joining())));
  }

  private static String heading(ArgGroupSpec group) {
    String heading = group.heading();
    return heading == null ? "OPTIONS" : text(heading.replace("%n", "").strip());
  }

  private static String option(OptionSpec option) {
    if (option.hidden()) {
      return "";
    }
    String value = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
    return entry(String.join(", ", option.names()) + value, option.description());
  }

  private static void commands(CommandLine command, StringBuilder out) {
    if (!command.getSubcommands().isEmpty()) {
      out.append(".SH COMMANDS\n");
      command
          .getSubcommands()
          .forEach(
              (name, sub) ->
                  out.append(entry(name, sub.getCommandSpec().usageMessage().description())));
    }
  }

  private static String exitCodes(CommandLine command) {
    StringBuilder out = new StringBuilder(".SH EXIT STATUS\n");
    command
        .getCommandSpec()
        .root()
        .usageMessage()
        .exitCodeList()
        .forEach((code, meaning) -> out.append(entry(code, new String[] {meaning})));
    return out.toString();
  }

  private static String related(CommandLine command) {
    CommandLine parent = command.getParent();
    return parent == null
        ? command.getSubcommands().values().stream()
            .map(sub -> name(sub) + "(1)")
            .collect(Collectors.joining(", "))
        : name(parent) + "(1)";
  }

  private static String summary(CommandSpec spec) {
    String[] description = spec.usageMessage().description();
    String first = description.length == 0 ? spec.name() : formatted(description[0]);
    int end = first.indexOf(". ");
    String sentence = end < 0 ? first : first.substring(0, end);
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private static String entry(String term, String[] description) {
    return ".TP\n\\fB%s\\fR\n%s".formatted(text(term), paragraphs(description));
  }

  /** Lines stay lines, as in the help; man(7) would fill them. */
  private static String paragraphs(String[] texts) {
    return lines(String.join("\n", Arrays.stream(texts).map(ManPage::formatted).toList()))
        .replaceAll("\n(?=.)", "\n.br\n");
  }

  /** As picocli: a text that is no format, because a percent sign is not escaped, is itself. */
  private static String formatted(String text) {
    try {
      return text.formatted();
    } catch (IllegalFormatException e) {
      return text;
    }
  }

  private static String lines(String block) {
    return block.lines().map(line -> text(line.strip()) + "\n").collect(Collectors.joining());
  }

  /** Escapes what roff would read as a request, a hyphen or an escape. */
  private static String text(String plain) {
    String escaped = plain.replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
