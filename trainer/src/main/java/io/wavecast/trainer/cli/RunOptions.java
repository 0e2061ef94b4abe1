package io.wavecast.trainer.cli;

import io.wavecast.core.text.UsageException;
import io.wavecast.trainer.data.Examples;
import io.wavecast.trainer.export.Accuracy;
import io.wavecast.trainer.fit.FitOptions;
import io.wavecast.trainer.fit.Fitted;
import io.wavecast.trainer.net.TrainingDevice;
import io.wavecast.trainer.run.Run;
import io.wavecast.trainer.run.RunFolder;
import io.wavecast.trainer.run.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every training command; trains, writes the run's folder and prints the result. */
final class RunOptions {
  private static final String FIRST_VERSION = "1";

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(names = "--seed", description = "Random seed. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder of the run. Default: runs/NAME-seedN.")
  private @Nullable Path out;

  @Option(
      names = "--resume",
      description = "Resume from the checkpoint in the folder, if there is one.")
  private boolean resume;

  @Option(names = "--quick", description = "Train a few steps only, as a check.")
  private boolean quick;

  private String version = FIRST_VERSION;

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  @Option(
      names = "--model-version",
      defaultValue = FIRST_VERSION,
      description = "Version written to the file. Default: ${DEFAULT-VALUE}.")
  void version(String given) {
    if (given.isBlank() && spec != null) {
      throw new ParameterException(spec.commandLine(), "--model-version must not be blank");
    }
    version = given;
  }

  long seed() {
    return seed;
  }

  boolean quick() {
    return quick;
  }

  String version() {
    return version;
  }

  /**
   * Trains, writes the run's folder and prints the result.
   *
   * @param command repeats the training, without the options of this class
   * @param summary makes the line that is printed from the result and what it measured
   */
  <S extends Examples<S>, A> void train(
      Run<S, A> run, CommandText command, BiFunction<RunResult<A>, A, String> summary)
      throws IOException {
    System.err.println("trains on " + TrainingDevice.require());
    run.verify();
    Path path = out != null ? out : Path.of("runs", "%s-seed%d".formatted(run.name(), seed));
    RunFolder folder = new RunFolder(path);
    folder.prepare(resume, System.err::println);
    RunResult<A> result = run.run(folder, stage -> new Console(stage.name()));
    folder.write(result, complete(command).toString());
    List<Run.Stage<S>> stages = run.stages();
    reportEarlyEnd(result.fitted(), stages.get(stages.size() - 1).options());
    System.out.println(
        json
            ? result.figures().json()
            : "%s; file %s"
                .formatted(summary.apply(result, result.accuracy()), folder.model(result.name())));
    result.warnings().forEach(w -> System.err.printf("warning: %s%n", w));
  }

  /** A result in one line: name and seed, then figures. */
  static String summary(RunResult<?> result, String format, Object... figures) {
    return "%s seed %d: ".formatted(result.name(), result.provenance().seed())
        + String.format(Locale.ROOT, format, figures);
  }

  /**
   * How good a forecaster is on series of a user, in one line.
   *
   * @param model its name or file
   * @param naive mean absolute error of repeating the last value
   */
  static String summary(String model, Accuracy test, double naive) {
    return String.format(
        Locale.ROOT,
        "%s: on the last 15 %% of each series the mean absolute error is %.4g (repeating the last"
            + " value: %.4g), the 90 %% interval covers %.1f %%",
        model,
        test.mae(),
        naive,
        100 * test.coverage());
  }

  /**
   * Evaluates what depends on the given options.
   *
   * @throws UsageException when {@code options} refuses them
   */
  static <T> T check(Supplier<T> options) {
    try {
      return options.get();
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  private CommandText complete(CommandText command) {
    return command
        .flag("--quick", quick)
        .with("--seed", seed)
        .with("--model-version", version.equals(FIRST_VERSION) ? null : version)
        .with("--out", out);
  }

  private static void reportEarlyEnd(Fitted fitted, FitOptions options) {
    if (options.patience() > 0 && fitted.steps() < options.steps()) {
      System.err.printf(
          Locale.ROOT,
          "ended at step %,d, %d evaluations after the best, at step %,d, whose weights are kept%n",
          fitted.steps(),
          options.patience(),
          fitted.bestStep());
    }
  }
}
