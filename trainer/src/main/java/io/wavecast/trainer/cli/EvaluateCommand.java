package io.wavecast.trainer.cli;

import io.wavecast.core.text.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wavecast evaluate}: model files, the user's series, or the notebook's suite. */
@Command(
    name = "evaluate",
    description = {
      "Measures models:",
      "  evaluate FILE...          model files on the notebook's series, as ONNX Runtime serves"
          + " them",
      "  evaluate --data PATH      models on your series, from many origins, beside simple methods",
      "  evaluate --alerts         the alerts of the stream, on labelled series, beside simple"
          + " methods",
      "  evaluate --suite notebook     the notebook's models and better ones, trained and ranked",
      "  evaluate --suite context50    models on public series, beside classical methods",
      "  evaluate --suite hold-outs    models on the synthetic series that chose the default"
          + " forecaster"
    },
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
  @Mixin private final FilesReport files = new FilesReport();
  @Mixin private final BacktestReport backtest = new BacktestReport();
  @Mixin private final AlertsReport alerts = new AlertsReport();
  @Mixin private final SuiteReport suite = new SuiteReport();
  @Mixin private final Context50Report context50 = new Context50Report();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      split = ",",
      description =
          "With --suite or --alerts: the seeds. Default: 1,2,3 for notebook, 777 for hold-outs, 1"
              + " for --alerts.")
  private List<Long> seeds = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the figures and pictures. Default with --suite: leaderboard.")
  private @Nullable Path out;

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    System.out.println(report());
    return 0;
  }

  private String report() throws IOException {
    if (suite.isAsked(Context50Report.NAME)) {
      if (files.isAsked()) {
        throw new UsageException("--suite context50 takes --models, not files");
      }
      String data = backtest.data();
      return context50.run(data == null ? null : Path.of(data), backtest.models(), out, json);
    }
    if (suite.isAsked(HoldOutsReport.NAME)) {
      if (files.isAsked() || backtest.isAsked()) {
        throw new UsageException("--suite hold-outs takes --models, no files and no --data");
      }
      return HoldOutsReport.run(seeds, backtest.models(), out, json);
    }
    if (suite.isAsked()) {
      return suite.run(
          seeds.isEmpty() ? List.of(1L, 2L, 3L) : seeds,
          out != null ? out : Path.of("leaderboard"),
          files.isAsked(),
          json);
    }
    if (alerts.isAsked()) {
      return alerts.run(
          seeds.isEmpty() ? List.of(1L) : seeds, backtest.data(), out, files.isAsked(), json);
    }
    if (backtest.isAsked()) {
      return backtest.run(out, files.isAsked(), json);
    }
    if (files.isAsked()) {
      return files.run(json);
    }
    throw new UsageException("give model files, --data, --alerts or --suite");
  }
}
