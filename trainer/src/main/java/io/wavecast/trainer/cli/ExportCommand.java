package io.wavecast.trainer.cli;

import io.wavecast.core.text.UsageException;
import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.dl4j.Dl4jExport;
import io.wavecast.trainer.dl4j.Dl4jNetwork;
import io.wavecast.trainer.net.TrainingDevice;
import io.wavecast.trainer.recorded.CsvSeries.Order;
import io.wavecast.trainer.recorded.RecordedData;
import io.wavecast.trainer.run.RunFolder;
import io.wavecast.trainer.run.ShippedModel;
import java.io.IOException;
import java.nio.file.Files;
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
  private static final String SUFFIX = ".onnx";

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

  @Mixin private final SourceOptions source = new SourceOptions();

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "With --dl4j: series to measure the model on, and its intervals; not trained"
              + " on. A CSV file (timestamp,value), a folder of such files, or kafka://TOPIC.")
  private @Nullable String data;

  @Option(
      names = "--model-version",
      paramLabel = "VERSION",
      description = "The model's version. Default: ${DEFAULT-VALUE}.")
  private String version = "1";

  @Option(
      names = "--shift",
      paramLabel = "A",
      description = {
        "With --dl4j: the network was trained on (x - A) / B, and its forecasts are y A + B y.",
        "Default: ${DEFAULT-VALUE}."
      })
  private float shift;

  @Option(
      names = "--scale",
      paramLabel = "B",
      description = "With --dl4j: see --shift; above 0. Default: ${DEFAULT-VALUE}.")
  private float scale = 1;

  @Override
  public Integer call() throws IOException {
    if (runs.isEmpty() == (dl4j == null)) {
      throw new UsageException("give one of: folders of runs, --dl4j");
    }
    if (dl4j != null) {
      System.out.println(export(dl4j));
    } else if (data != null) {
      throw new UsageException("--data is for --dl4j");
    } else {
      Path chosen = ShippedModel.of(runs.stream().map(RunFolder::new).toList()).write(out);
      System.out.printf("%s: from %s%n", out, chosen);
    }
    return 0;
  }

  /** Returns the line to print. */
  private String export(Path zip) throws IOException {
    TrainingData series = series();
    String command =
        source
            .appendTo(new CommandText("./wavecast export").with("--dl4j", zip), data)
            .with("--out", out)
            .with("--model-version", version.equals("1") ? null : version)
            .with("--shift", shift == 0 ? null : shift)
            .with("--scale", scale == 1 ? null : scale)
            .toString();
    var unused = TrainingDevice.require();
    return export(Dl4jNetwork.read(zip, shift, scale), series, command);
  }

  private TrainingData series() throws IOException {
    if (data == null) {
      throw new UsageException("--dl4j needs --data, to measure the intervals");
    }
    if (version.isBlank()) {
      throw new UsageException("--model-version must not be blank");
    }
    return RecordedData.of(data, source.read(data, RecordedData.SHORTEST, Order.STRICT));
  }

  private String export(Dl4jNetwork model, TrainingData series, String command) throws IOException {
    String file = String.valueOf(out.getFileName());
    String name = file.endsWith(SUFFIX) ? file.substring(0, file.length() - SUFFIX.length()) : "";
    if (!name.matches("[A-Za-z0-9._-]{1,100}")) {
      throw new UsageException(
          "--out must be NAME.onnx with a name of A-Z a-z 0-9 . _ -, got: " + file);
    }
    Dl4jExport export = Dl4jExport.of(model, series, name, version);
    Path folder = out.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.write(out, export.file());
    Files.writeString(out.resolveSibling(name + ".md"), export.card().card(command));
    return RunOptions.summary(out.toString(), export.test(), export.naive());
  }
}
