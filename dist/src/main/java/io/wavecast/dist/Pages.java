package io.wavecast.dist;

import io.wavecast.service.demo.DemoMain;
import io.wavecast.trainer.cli.TrainerCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;

/**
 * Writes the manual, the completion of bash and the commented configuration of an archive: {@code
 * Pages FOLDER VERSION DATE}. The same arguments give the same bytes.
 */
public final class Pages {
  private Pages() {}

  public static void main(String[] args) throws IOException {
    LocalDate date = LocalDate.ofInstant(Instant.parse(args[2]), ZoneOffset.UTC);
    write(Path.of(args[0]), args[1], date);
  }

  static void write(Path folder, String version, LocalDate date) throws IOException {
    CommandLine root = commands();
    Path manual = Files.createDirectories(folder.resolve("share/man/man1"));
    manual(root, manual, new ManPage(version, date));
    Path completion = Files.createDirectories(folder.resolve("share/completion"));
    Files.writeString(completion.resolve("wavecast"), AutoComplete.bash("wavecast", root));
    Path conf = Files.createDirectories(folder.resolve("conf"));
    Files.writeString(conf.resolve("wavecast.yaml"), ExampleConfig.yaml());
  }

  /** Every command that the archive's launcher knows. */
  static CommandLine commands() {
    CommandLine root = DemoMain.commandLine(Map.of(), List.of());
    TrainerCommand.commandLine().getSubcommands().forEach(root::addSubcommand);
    return root;
  }

  private static void manual(CommandLine command, Path folder, ManPage page) throws IOException {
    Path file = folder.resolve(ManPage.name(command) + ".1");
    Files.writeString(file, page.of(command), StandardCharsets.UTF_8);
    for (CommandLine sub : command.getSubcommands().values()) {
      manual(sub, folder, page);
    }
  }
}
