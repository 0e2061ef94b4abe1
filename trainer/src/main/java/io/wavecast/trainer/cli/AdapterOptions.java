package io.wavecast.trainer.cli;

import io.wavecast.core.text.Throwables;
import io.wavecast.core.text.UsageException;
import io.wavecast.onnx.file.GatedFile;
import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.trainer.foreign.AdaptedNetwork;
import io.wavecast.trainer.foreign.Adapter;
import io.wavecast.trainer.foreign.Adapter.Pad;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Options of {@code export --adapt}: how the network is fed, and what it gives. */
@Command
final class AdapterOptions {
  @Option(
      names = "--context",
      paramLabel = "N",
      description = "With --adapt: values that it sees. Default: as the file declares.")
  private int context;

  @Option(
      names = "--input",
      paramLabel = "NAME",
      description = "With --adapt: the input of the values. Default: the only one.")
  private String input = "";

  @Option(
      names = "--mask",
      paramLabel = "NAME",
      description = "With --adapt: an input that is 1 for values and 0 for padding. Default: none.")
  private String mask = "";

  @Option(
      names = "--output",
      paramLabel = "NAME",
      description = "With --adapt: the output of the forecast. Default: the first.")
  private String output = "";

  @Option(
      names = "--pad",
      description =
          "With --adapt: what stands before the 50 values: edge (the oldest), mean, or nan."
              + " Default: edge.")
  private Pad pad = Pad.EDGE;

  @Option(
      names = "--standardize",
      description = {
        "With --adapt: the network does not scale by itself; it sees windows of mean 0 and standard"
            + " deviation 1, and its forecasts are put back."
      })
  private boolean standardize;

  @Option(
      names = "--quantiles",
      paramLabel = "LEVEL",
      split = ",",
      description = "With --adapt: levels of its quantiles, with 0.5. Default: it gives points.")
  private List<Double> levels = List.of();

  CommandText appendTo(CommandText command) {
    String list = levels.stream().map(String::valueOf).collect(Collectors.joining(","));
    return command
        .with("--context", context == 0 ? null : context)
        .with("--input", input.isEmpty() ? null : input)
        .with("--mask", mask.isEmpty() ? null : mask)
        .with("--output", output.isEmpty() ? null : output)
        .with("--pad", pad == Pad.EDGE ? null : pad.name().toLowerCase(Locale.ROOT))
        .flag("--standardize", standardize)
        .with("--quantiles", levels.isEmpty() ? null : list);
  }

  /**
   * Reads the network.
   *
   * @throws ModelFileException when it cannot be read, or could reach outside the file
   * @throws IOException when it cannot be adapted
   */
  AdaptedNetwork read(Path file) throws IOException {
    Adapter adapter;
    try {
      adapter = new Adapter(context, input, mask, output, pad, standardize, levels);
    } catch (IllegalArgumentException e) {
      throw new UsageException(Throwables.oneLine(e));
    }
    try {
      return new AdaptedNetwork(GatedFile.read(file), adapter);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + Throwables.oneLine(e), e);
    }
  }
}
