package io.wavecast.trainer.cli;

import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.fit.Checkpoint;
import io.wavecast.trainer.fit.FitOptions;
import io.wavecast.trainer.fit.Schedule;
import io.wavecast.trainer.recipe.Recipe;
import io.wavecast.trainer.recipe.Recipes;
import io.wavecast.trainer.run.RunFolder;
import io.wavecast.trainer.run.RunResult;
import io.wavecast.trainer.run.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wavecast train MODEL}. */
@Command(
    name = "train",
    description = "Trains a model, writes it as ONNX and checks the file with ONNX Runtime.",
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
  private static final int QUICK_STEPS = 60;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "MODEL",
      description = "The model's name; `wavecast train list` lists them.")
  private String model = "";

  @Option(names = "--epochs", description = "Passes over the data. Default: the model's own.")
  private @Nullable Integer epochs;

  @Option(names = "--batch", description = "Windows in a batch. Default: the model's own.")
  private @Nullable Integer batch;

  @Option(names = "--lr", description = "Highest learning rate. Default: the model's own.")
  private @Nullable Double rate;

  @Option(names = "--seed", description = "Seed of weights and order. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--patience",
      description =
          "End after so many epochs without a better score; 0: never. Default: ${DEFAULT-VALUE}.")
  private int patience;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder of the run. Default: runs/MODEL-seedN.")
  private @Nullable Path out;

  @Option(
      names = "--resume",
      description = "Go on from the checkpoint in the folder, if there is one.")
  private boolean resume;

  @Option(names = "--quick", description = "A few steps only, to see that all works.")
  private boolean quick;

  @Option(
      names = "--model-version",
      description = "Version written to the file. Default: ${DEFAULT-VALUE}.")
  private String version = "1";

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (model.equals("list")) {
      Recipes.all().forEach(r -> System.out.printf("%-12s %s%n", r.name(), r.title()));
      return 0;
    }
    Recipe recipe = recipe();
    TrainingData data = recipe.data().get();
    FitOptions options = options(recipe, data);
    Path path = out != null ? out : Path.of("runs", "%s-seed%d".formatted(model, seed));
    Files.createDirectories(path);
    RunFolder folder = new RunFolder(path);
    if (!resume && Files.deleteIfExists(folder.checkpoint())) {
      System.err.printf("%s: starting anew; --resume goes on from a checkpoint instead%n", path);
    }
    TrainingRun run = new TrainingRun(recipe, options, data, version);
    RunResult result;
    try (Console console = new Console(recipe.name(), options.steps())) {
      result = run.run(new Checkpoint(folder.checkpoint(), run.fingerprint()), console);
    }
    folder.write(result, command());
    print(result, path);
    return 0;
  }

  private Recipe recipe() {
    try {
      return Recipes.named(model);
    } catch (IllegalArgumentException e) {
      throw wrongUsage(e);
    }
  }

  private FitOptions options(Recipe recipe, TrainingData data) {
    Recipe.Plan plan = recipe.plan();
    if (epochs != null && epochs < 1) {
      throw wrongUsage(new IllegalArgumentException("--epochs must be at least 1, got: " + epochs));
    }
    int size = batch != null ? batch : plan.batch();
    try {
      Schedule schedule = rate != null ? plan.schedule().withPeak(rate) : plan.schedule();
      int perEpoch = data.stepsPerEpoch().applyAsInt(Math.max(1, size));
      long steps = (long) perEpoch * (epochs != null ? epochs : plan.epochs());
      return new FitOptions(
          size,
          quick ? QUICK_STEPS : steps,
          quick ? QUICK_STEPS / 3 : perEpoch,
          schedule,
          plan.weightDecay(),
          plan.averaging(),
          patience,
          seed);
    } catch (IllegalArgumentException e) {
      throw wrongUsage(e);
    }
  }

  private ParameterException wrongUsage(IllegalArgumentException e) {
    if (spec == null) {
      throw e;
    }
    return new ParameterException(spec.commandLine(), e.getMessage(), e);
  }

  private String command() {
    StringBuilder command = new StringBuilder("./wavecast train " + model);
    if (epochs != null) {
      command.append(" --epochs ").append(epochs);
    }
    if (batch != null) {
      command.append(" --batch ").append(batch);
    }
    if (rate != null) {
      command.append(" --lr ").append(rate);
    }
    if (patience != 0) {
      command.append(" --patience ").append(patience);
    }
    return command.append(quick ? " --quick" : "").append(" --seed ").append(seed).toString();
  }

  private void print(RunResult result, Path path) {
    if (json) {
      System.out.println(RunFolder.json(result));
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "%s seed %d: validation MSE %.6f, test MSE %.6f, 90 %% interval covers %.1f %% of test; file %s%n",
        model,
        seed,
        result.valid().mse(),
        result.test().mse(),
        100 * result.test().coverage(),
        path.resolve(model + ".onnx"));
  }
}
