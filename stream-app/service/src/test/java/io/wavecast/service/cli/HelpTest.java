package io.wavecast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.service.demo.DemoMain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the command line says of itself. */
class HelpTest {
  @Test
  void arguments_that_begin_with_a_command_need_its_options_only() {
    assertThat(DemoMain.commandLine(Map.of(), List.of("serve", "demo")).getSubcommands())
        .containsOnlyKeys("serve");
    assertThat(DemoMain.commandLine(Map.of(), List.of("--verbose", "serve")).getSubcommands())
        .containsKeys("serve", "demo", "alerts");
  }

  @Test
  void every_command_has_help() {
    List<List<String>> commands = new ArrayList<>();
    collect(DemoMain.commandLine(Map.of(), List.of()), List.of(), commands);

    assertThat(commands).hasSizeGreaterThanOrEqualTo(14);
    for (List<String> command : commands) {
      List<String> args = new ArrayList<>(command);
      args.add("--help");
      Cli cli = Cli.run(args.toArray(String[]::new));
      assertThat(cli.code()).as(args.toString()).isZero();
      assertThat(cli.out()).startsWith("Usage: wavecast").contains("Exit codes", "--verbose");
      assertThat(cli.err()).isEmpty();
    }
  }

  @Test
  void the_help_of_a_command_explains_its_own_options_and_names_its_settings() {
    Cli brief = Cli.run("replay", "--help");
    Cli full = Cli.run("replay", "--help", "all");

    assertThat(brief.out())
        .startsWith("Usage: wavecast replay [OPTIONS] FILE...")
        .contains("--explain=FILE ", "'wavecast replay --help all'", "--alerts-rules")
        .containsPattern("\n +Engine +--application-id ")
        .doesNotContain("Default: 127.0.0.1:9092", "--window-late")
        .satisfies(text -> assertThat(text.lines()).hasSizeLessThan(130));
    assertThat(full.code()).isZero();
    assertThat(full.out())
        .contains("--explain=FILE ", "Default: 127.0.0.1:9092", "\nEngine\n", "Exit codes")
        .doesNotContain("--window-late");
    assertThat(Cli.run("serve", "--help", "all").out()).contains("${file:PATH}");
    assertThat(Cli.run("topics", "--help", "all").out())
        .as("of a command without settings")
        .isEqualTo(Cli.run("topics", "--help").out());
  }

  @Test
  void the_version_names_the_commit_and_what_wavecast_runs_on() {
    assertThat(Cli.run("--version").out())
        .matches(
            "wavecast \\S+ \\(([0-9a-f]{7,}|unknown)\\)\\R"
                + "Java \\d\\S+, Kafka client \\d[.\\d]+, ONNX Runtime \\d[.\\d]+\\R");
  }

  @Test
  void help_names_the_commands_of_other_modules_too() {
    String help = WavecastCommand.commandLine(Map.of(), List.of(), List.of()).getUsageMessage();

    assertThat(help)
        .contains("demo, broker", "train, evaluate, export", "wavecast flink --help")
        .doesNotContain("Runs everything");
  }

  @Test
  void an_entry_of_the_calendar_is_one_argument_or_several() {
    assertThat(Cli.run("calendar", "add", "--help").out()).containsOnlyOnce("start=TIME");
    assertThat(Cli.run("calendar", "add", "quoted * duration=1h").err())
        .contains("start of calendar entry 'quoted' must be given, got: 'nothing'");
  }

  private static void collect(CommandLine line, List<String> path, List<List<String>> into) {
    into.add(path);
    line.getSubcommands()
        .forEach(
            (name, sub) -> {
              List<String> longer = new ArrayList<>(path);
              longer.add(name);
              collect(sub, longer, into);
            });
  }
}
