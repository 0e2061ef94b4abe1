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

/** {@code wavecast export}: finished runs, or networks made elsewhere, as a model's file. */
@Command(
    name = "export",
    description = {
      "Writes a model's file, with its card:",
      "  export RUN... --out FILE                     the best of some finished runs of one model",
      "  export --dl4j FILE --data PATH --out FILE    a network that DL4J saved",
      "  export --adapt FILE --data PATH --out FILE   a forecaster in ONNX with other sizes"
    },
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  @Mixin private final ForeignOptions foreign = new ForeignOptions();

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

  @Option(
      names = "--adapt",
      paramLabel = "FILE",
      description =
          "A forecaster as an ONNX file with another context and horizon, of at least 10 values.")
  private @Nullable Path adapt;

  @Override
  public Integer call() throws IOException {
    int kinds = (runs.isEmpty() ? 0 : 1) + (dl4j == null ? 0 : 1) + (adapt == null ? 0 : 1);
    if (kinds != 1) {
      throw new UsageException("give one of: folders of runs, --dl4j, --adapt");
    }
    if (dl4j != null) {
      System.out.println(foreign.exportDl4j(dl4j, out));
    } else if (adapt != null) {
      System.out.println(foreign.exportAdapted(adapt, out));
    } else {
      foreign.checkUnused();
      Path chosen = ShippedModel.of(runs.stream().map(RunFolder::new).toList()).write(out);
      System.out.printf("%s: from %s%n", out, chosen);
    }
    return 0;
  }
}
