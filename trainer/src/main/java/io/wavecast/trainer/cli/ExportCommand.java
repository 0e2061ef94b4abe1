package io.wavecast.trainer.cli;

import io.wavecast.trainer.run.RunFolder;
import io.wavecast.trainer.run.ShippedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wavecast export RUN... --out FILE}. */
@Command(
    name = "export",
    description = "Takes the best of some finished runs of one model, with its card.",
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "RUN",
      arity = "1..*",
      description = "Folders of finished runs, which differ in their seed.")
  private List<Path> runs = List.of();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "Where the model goes; its card goes beside it.")
  private Path out = Path.of("model.onnx");

  @Override
  public Integer call() throws IOException {
    Path chosen = ShippedModel.of(runs.stream().map(RunFolder::new).toList()).write(out);
    System.out.printf("%s: from %s%n", out, chosen);
    return 0;
  }
}
