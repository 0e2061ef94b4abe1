package io.wavecast.trainer.cli;

import io.wavecast.core.text.UsageException;
import java.io.IOException;
import java.nio.file.Path;
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
      "  evaluate FILE...          model files on the notebook's series, as ONNX Runtime serves them",
      "  evaluate --data PATH      models on your series, from many origins, beside simple methods",
      "  evaluate --suite notebook     the notebook's models and better ones, trained and ranked"
    },
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
  @Mixin private final FilesReport files = new FilesReport();
  @Mixin private final BacktestReport backtest = new BacktestReport();
  @Mixin private final SuiteReport suite = new SuiteReport();

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
    if (suite.isAsked()) {
      return suite.run(out != null ? out : Path.of("leaderboard"), files.isAsked(), json);
    }
    if (backtest.isAsked()) {
      return backtest.run(out, files.isAsked(), json);
    }
    if (files.isAsked()) {
      return files.run(json);
    }
    throw new UsageException("give model files, --data or --suite notebook");
  }
}
