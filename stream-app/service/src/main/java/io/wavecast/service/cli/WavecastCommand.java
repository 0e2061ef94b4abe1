package io.wavecast.service.cli;

import io.wavecast.config.DurationConverter;
import io.wavecast.config.Host;
import io.wavecast.config.PipelineModules;
import io.wavecast.config.SettingOptions;
import io.wavecast.config.Settings;
import io.wavecast.config.SettingsCommand;
import io.wavecast.service.logging.Logging;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root command. */
@Command(
    name = "wavecast",
    description = "Forecasts every series on a Kafka topic as it arrives.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    exitCodeListHeading = "%nExit codes%n",
    exitCodeList = {"0:success", "1:failure", "2:wrong usage"})
public final class WavecastCommand implements Runnable, SettingsCommand.Root {
  /** The commands of other class paths. */
  private static final String[] FOOTER = {
    "%nTrying it out (see 'wavecast demo --help'): demo, broker.",
    "Training (see 'wavecast train --help'): train, evaluate, export.",
    "On Flink (see 'wavecast flink --help'; a release has flink/wavecast-flink-job.jar): flink."
  };

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  private final Map<String, String> environment;
  private boolean verbose;

  private WavecastCommand(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * The command line for these arguments, ready to execute. If they begin with a command, it is the
   * only one: to make the options of all took a third of the time up to the start of {@code serve}.
   *
   * @param environment the process's
   * @param others commands of other class paths, which precede the service's
   * @param arguments what will be executed; empty for all commands
   */
  public static CommandLine commandLine(
      Map<String, String> environment, List<Object> others, List<String> arguments) {
    CommandLine.tracer().setLevel(CommandLine.TraceLevel.OFF); // it would print values
    CommandLine root = new CommandLine(new WavecastCommand(environment));
    List<Object> all = Stream.concat(others.stream(), commands().stream()).toList();
    List<Object> named = all.stream().filter(c -> arguments.indexOf(name(c)) == 0).toList();
    (named.isEmpty() ? all : named).forEach(root::addSubcommand);
    root.getCommandSpec().usageMessage().footer(FOOTER);
    for (CommandLine sub : root.getSubcommands().values()) {
      configure(sub);
    }
    ErrorLines errors = new ErrorLines();
    return root.registerConverter(Duration.class, new DurationConverter())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(errors)
        .setParameterExceptionHandler(errors);
  }

  private static List<Object> commands() {
    return Stream.concat(
            Stream.of(
                new ServeCommand(),
                new ConfigCommand(),
                new ConsoleCommand(),
                new ReplayCommand(),
                new SendCommand(),
                new TopicsCommand(),
                new CalendarCommand(),
                new AlertsCommand(),
                new ExplainCommand(),
                new WatchCommand(),
                new ModelsCommand()),
            PipelineModules.ALL.stream().flatMap(module -> module.commands().stream()))
        .toList();
  }

  private static String name(Object command) {
    return command.getClass().getAnnotation(Command.class).name();
  }

  private static void configure(CommandLine command) {
    if (command.getCommand() instanceof SettingsCommand configured) {
      SettingOptions.addTo(command.getCommandSpec(), Host.SERVICE, configured.groups());
      HelpText.shorten(command.getCommandSpec());
    }
    for (CommandLine sub : command.getSubcommands().values()) {
      configure(sub);
    }
  }

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show details of the components and stack traces of errors.")
  void setVerbose(boolean verbose) {
    this.verbose = verbose;
    if (verbose) {
      Logging.verbose();
    }
  }

  boolean verbose() {
    return verbose;
  }

  @Override
  public Settings read(CommandSpec command) {
    Settings settings = SettingOptions.read(command, Host.SERVICE, environment, Logging::warn);
    Logging.apply(settings);
    return settings;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getErr());
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
