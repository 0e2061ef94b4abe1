package io.wavecast.service.cli;

import io.wavecast.config.OutputFile;
import io.wavecast.core.text.FailureException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wavecast config}: the configuration file. */
@Command(
    name = "config",
    description = "Writes a configuration file to begin with.",
    subcommands = ConfigCommand.Init.class)
final class ConfigCommand extends CommandGroup {
  /** {@code wavecast config init}. */
  @Command(
      name = "init",
      description = "Writes the settings that a first start needs, with comments.")
  static final class Init implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
        arity = "0..1",
        paramLabel = "FILE",
        description = "The file, which must not exist; - prints. Default: wavecast.yaml.")
    private Path file = Path.of("wavecast.yaml");

    @Override
    public Integer call() {
      if (file.toString().equals("-")) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(example());
        out.flush();
        return 0;
      }
      if (Files.exists(file)) {
        throw new FailureException(file + " exists: name another file, or - to print");
      }
      OutputFile.write(file, path -> Files.writeString(path, example()));
      spec.commandLine()
          .getErr()
          .printf(
              "wavecast: wrote %1$s; to check it: wavecast serve --config %1$s --dry-run%n", file);
      return 0;
    }
  }

  /** The file, which is read by the service as it is. */
  private static String example() {
    try (InputStream in =
        Objects.requireNonNull(ConfigCommand.class.getResourceAsStream("/cli/wavecast.yaml"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
