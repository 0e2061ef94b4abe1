package io.wavecast.dist;

import io.wavecast.service.demo.DemoMain;
import io.wavecast.trainer.cli.TrainerCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Writes the manual, the completion of bash and the commented configuration of an archive: {@code
 * Pages FOLDER VERSION DATE}. The same arguments give the same bytes.
 */
public final class Pages {
  private Pages() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    CommandLine root = commands();
    Path manual = Files.createDirectories(folder.resolve("share/man/man1"));
    manual(root, manual, "\"%s\" \"Wavecast %s\"".formatted(args[2].substring(0, 10), args[1]));
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

  /** Writes the help of a command, and of each below it, as a page for {@code man}. */
  private static void manual(CommandLine command, Path folder, String origin) throws IOException {
    String name = command.getCommandSpec().qualifiedName("-");
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    usage.sectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, Help::optionList);
    usage.autoWidth(false);
    String[] sentences = usage.description()[0].split("\\.(?: |$)", 2);
    String page =
        ".TH %s 1 %s\n.SH NAME\n%s \\- %s\n.SH DESCRIPTION\n.nf\n%s.fi\n"
            .formatted(
                name,
                origin,
                roff(name),
                roff(sentences[0]),
                roff(command.getUsageMessage(Help.Ansi.OFF)));
    Files.writeString(folder.resolve(name + ".1"), page);
    for (CommandLine sub : command.getSubcommands().values()) {
      manual(sub, folder, origin);
    }
  }

  /** Escapes what roff would read as an escape, a hyphen or a request. */
  private static String roff(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-").replaceAll("(?m)^(?=[.'])", "\\\\&");
  }
}
