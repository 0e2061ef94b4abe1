package io.wavecast.lab.context50;

import io.wavecast.trainer.backtest.Backtest;
import io.wavecast.trainer.backtest.BacktestText;
import io.wavecast.trainer.recorded.CsvSeries;
import io.wavecast.trainer.recorded.CsvSeries.Order;
import io.wavecast.trainer.recorded.RecordedSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures models on public series beside classical methods, or on a folder's beside simple ones.
 */
@Command(
    name = "context50",
    mixinStandardHelpOptions = true,
    description = "Measures models on public series, 50 values in and 10 out.")
public final class Context50Command implements Callable<Integer> {
  private static final int STRIDE = 10;

  @Option(
      names = "--data",
      description = "A folder that holds the public files, instead of a download.")
  private @Nullable Path data;

  @Option(
      names = "--backtest",
      description =
          "A folder of CSV files: measure on these, from every tenth value, as `wavecast evaluate"
              + " --data` does, and Random Cut Forest too.")
  private @Nullable Path backtest;

  @Option(
      names = "--cache",
      description = "Where downloads are kept. Default: ~/.cache/wavecast/context50.")
  private Path cache =
      Path.of(System.getProperty("user.home", "."), ".cache", "wavecast", "context50");

  @Option(
      names = "--models",
      split = ",",
      defaultValue = "default",
      description =
          "Files, names of shipped models, rcf (Random Cut Forest, slow). Default:"
              + " ${DEFAULT-VALUE}.")
  private List<String> models = List.of();

  @Option(names = "--out", description = "Folder for context50.md and context50.json.")
  private @Nullable Path out;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Context50Command()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    try (OpenMethods open = new OpenMethods(models)) {
      if (backtest != null) {
        List<RecordedSeries> series = CsvSeries.read(backtest, Order.DROP, 1);
        Backtest run = new Backtest(open.methods(), STRIDE, 1);
        System.out.println(new BacktestText(run.run(series, r -> {}), 1).markdown());
        return 0;
      }
      List<RecordedSeries> series = new PublicData(data, cache, System.err::println).read();
      List<Context50.Row> rows =
          new Context50(open.methods())
              .run(series, r -> System.err.printf("%s/%s%n", r.group(), r.series()));
      if (rows.isEmpty()) {
        throw new IOException("no series of the suite is at hand");
      }
      Context50Text text = new Context50Text(rows);
      if (out != null) {
        Files.createDirectories(out);
        Files.writeString(out.resolve("context50.md"), text.markdown());
        Files.writeString(out.resolve("context50.json"), text.json());
      }
      System.out.println(text.markdown());
      return 0;
    }
  }
}
