package io.wavecast.service.demo;

import io.wavecast.service.Main;
import io.wavecast.service.cli.WavecastCommand;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The process of {@code wavecast demo} and {@code broker}. */
public final class DemoMain {
  private DemoMain() {}

  public static void main(String[] args) {
    Main.exit(() -> commandLine(System.getenv(), List.of(args)), args);
  }

  /**
   * The commands of the service and those that need the embedded broker.
   *
   * @param environment the process's
   * @param arguments what will be executed; empty for all commands
   */
  public static CommandLine commandLine(Map<String, String> environment, List<String> arguments) {
    return WavecastCommand.commandLine(
        environment, List.of(new DemoCommand(), new BrokerCommand()), arguments);
  }
}
