package io.wavecast.trainer.cli;

import io.wavecast.trainer.recorded.CsvSeries.Order;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "Forecasters, as ONNX files.")
  private List<Path> files = List.of();

  @Option(
      names = "--set",
      paramLabel = "MODEL",
      description =
          "With files: measure on the data of this model of the trainer. Default: ${DEFAULT-VALUE}.")
  private String set = "lstm";

  @Option(
      names = "--part",
      description = "With files: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private FilesReport.Part part = FilesReport.Part.TEST;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description = {
        "A CSV file (timestamp,value), a folder of such files, or kafka://TOPIC.",
        "Rows that are not later than the previous row are discarded, as in the stream."
      })
  private @Nullable String data;

  @Option(
      names = "--models",
      paramLabel = "MODEL",
      split = ",",
      description =
          "With --data: model files, names of shipped models, rcf (Random Cut Forest). Naive, seasonal"
              + " naive, drift, mean and exponential smoothing are always included."
              + " Default: ${DEFAULT-VALUE}.")
  private List<String> models = List.of("default");

  @Option(
      names = "--stride",
      description = "With --data: values from one origin to the next. Default: ${DEFAULT-VALUE}.")
  private int stride = 10;

  @Option(
      names = "--last",
      paramLabel = "SHARE",
      description =
          "With --data: forecast only the last part of each series, a share in (0, 1]; 0.15 is the"
              + " part that `train --data` does not learn from. Default: ${DEFAULT-VALUE}.")
  private double last = 1;

  @Mixin private final SourceOptions source = new SourceOptions();

  @Option(names = "--suite", paramLabel = "NAME", description = "The suite to train: notebook.")
  private @Nullable String suite;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      split = ",",
      description = "With --suite: the seeds. Default: ${DEFAULT-VALUE}.")
  private List<Long> seeds = List.of(1L, 2L, 3L);

  @Option(
      names = "--only",
      paramLabel = "MODEL",
      split = ",",
      description = "With --suite: these models only.")
  private List<String> only = List.of();

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      description =
          "With --suite: folder of the runs; finished ones are not trained again, killed ones resume."
              + " Default: ${DEFAULT-VALUE}.")
  private Path runs = Path.of("runs");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the figures and pictures. Default with --suite: leaderboard.")
  private @Nullable Path out;

  @Option(
      names = "--quick",
      description = "With --suite: a few steps and one seed only, as a check.")
  private boolean quick;

  @Option(
      names = "--finished",
      description =
          "With --suite: train nothing, write nothing into the runs; rank those that are finished.")
  private boolean finished;

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (suite != null) {
      if (suite.equals("seed")) {
        throw new WrongUsageException("--suite seed is now called --suite notebook");
      }
      if (!suite.equals("notebook") || !files.isEmpty()) {
        throw new WrongUsageException("--suite must be notebook, without files, got: " + suite);
      }
      Path board = out != null ? out : Path.of("leaderboard");
      SuiteReport report = new SuiteReport(seeds, only, runs, board, quick, finished);
      System.out.println(report.run(json));
      return 0;
    }
    if (data != null) {
      if (stride < 1 || !files.isEmpty()) {
        throw new WrongUsageException(
            "--data takes --models, not files, and a --stride of at least 1");
      }
      if (!(last > 0 && last <= 1)) {
        throw new WrongUsageException("--last must be in (0, 1], got: " + last);
      }
      System.out.println(
          new BacktestReport(models, stride, last, out)
              .run(source.source(data).read(1, Order.DROP), json));
      return 0;
    }
    if (files.isEmpty()) {
      throw new WrongUsageException("give model files, --data or --suite notebook");
    }
    new FilesReport(files, set, part, json).print();
    return 0;
  }
}
