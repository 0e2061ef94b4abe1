package io.wavecast.trainer.cli;

import io.wavecast.core.text.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wavecast evaluate}: model files, or the user's series. */
@Command(
    name = "evaluate",
    description = {
      "Measures models:",
      "  evaluate FILE...          model files on the notebook's series, as ONNX Runtime serves"
          + " them",
      "  evaluate --data PATH      models on your series, from many origins, beside simple methods"
    },
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
  @Mixin private final FilesReport files = new FilesReport();
  @Mixin private final BacktestReport backtest = new BacktestReport();

  @Option(names = "--out", paramLabel = "DIR", description = "With --data: folder for the figures.")
  private @Nullable Path out;

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    System.out.println(report());
    return 0;
  }

  private String report() throws IOException {
    if (backtest.isAsked()) {
      return backtest.run(out, files.isAsked(), json);
    }
    if (files.isAsked()) {
      return files.run(json);
    }
    throw new UsageException("give model files or --data");
  }
}
