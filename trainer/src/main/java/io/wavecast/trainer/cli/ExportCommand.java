package io.wavecast.trainer.cli;

import io.wavecast.core.text.UsageException;
import io.wavecast.trainer.run.RunFolder;
import io.wavecast.trainer.run.ShippedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wavecast export}: finished runs, or a network of DL4J, as a model's file. */
@Command(
    name = "export",
    description = {
      "Writes a model's file, with its card:",
      "  export RUN... --out FILE                     the best of some finished runs of one model",
      "  export --dl4j FILE --data PATH --out FILE    a network that DL4J saved"
    },
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  @Mixin private final Dl4jOptions options = new Dl4jOptions();

  @Parameters(
      paramLabel = "RUN",
      arity = "0..*",
      description = "Folders of finished runs, which differ in their seed.")
  private List<Path> runs = List.of();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "Where the model goes; its card goes beside it.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path out;

  @Option(
      names = "--dl4j",
      paramLabel = "FILE",
      description = "A MultiLayerNetwork or ComputationGraph that DL4J saved, a ZIP file.")
  private @Nullable Path dl4j;

  @Override
  public Integer call() throws IOException {
    if (runs.isEmpty() == (dl4j == null)) {
      throw new UsageException("give one of: folders of runs, --dl4j");
    }
    if (dl4j != null) {
      System.out.println(options.export(dl4j, out));
    } else {
      options.checkUnused();
      Path chosen = ShippedModel.of(runs.stream().map(RunFolder::new).toList()).write(out);
      System.out.printf("%s: from %s%n", out, chosen);
    }
    return 0;
  }
}
