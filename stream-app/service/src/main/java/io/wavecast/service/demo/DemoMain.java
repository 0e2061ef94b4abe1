package io.wavecast.service.demo;

import io.wavecast.service.Main;
import io.wavecast.service.cli.WavecastCommand;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The process of {@code wavecast demo}, {@code broker} and {@code prepare}. */
public final class DemoMain {
  private DemoMain() {}

  public static void main(String[] args) {
    Main.exit(() -> commandLine(System.getenv()), args);
  }

  /**
   * All commands of the service, and those that need the embedded broker.
   *
   * @param environment the process's
   */
  public static CommandLine commandLine(Map<String, String> environment) {
    return WavecastCommand.commandLine(
        environment, List.of(new DemoCommand(), new BrokerCommand(), new PrepareCommand()));
  }
}
