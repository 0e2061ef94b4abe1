package io.wavecast.trainer.cli;

import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.fit.Checkpoint;
import io.wavecast.trainer.fit.FitOptions;
import io.wavecast.trainer.recipe.OwnSeries;
import io.wavecast.trainer.recipe.Recipe;
import io.wavecast.trainer.recipe.Recipes;
import io.wavecast.trainer.recorded.CsvSeries.Order;
import io.wavecast.trainer.recorded.RecordedData;
import io.wavecast.trainer.recorded.RecordedSeries;
import io.wavecast.trainer.run.RunFolder;
import io.wavecast.trainer.run.RunResult;
import io.wavecast.trainer.run.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wavecast train MODEL}. */
@Command(
    name = "train",
    description = "Trains a model, writes it as ONNX and checks the file with ONNX Runtime.",
    mixinStandardHelpOptions = true,
    subcommands = {TrainChoraleCommand.class, TrainSketchCommand.class})
final class TrainCommand implements Callable<Integer> {
  @Mixin private final RunOptions run = new RunOptions();

  @Parameters(
      paramLabel = "MODEL",
      arity = "0..1",
      description =
          "The model's name; `wavecast train list` lists them. Default with --data: default.")
  private String model = "";

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "Train on your series: a CSV file (timestamp,value), a folder of such files, or"
              + " kafka://TOPIC, read from its beginning.")
  private @Nullable String place;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "With kafka://: the cluster. Default: ${DEFAULT-VALUE}.")
  private String bootstrapServers = "localhost:9092";

  @Option(
      names = "--name",
      description = "With --data: what the new model is called. Default: MODEL.")
  private @Nullable String name;

  @Option(
      names = "--init",
      paramLabel = "MODEL",
      description =
          "With --data: start from this model, a file or the name of a shipped one, of the same"
              + " network: --init default with the model default.")
  private @Nullable String init;

  @Option(
      names = "--epochs",
      description =
          "Passes over the data; with --data, looks at the validation part. Default: the model's own.")
  private @Nullable Integer epochs;

  @Option(names = "--batch", description = "Windows in a batch. Default: the model's own.")
  private @Nullable Integer batch;

  @Option(names = "--lr", description = "Highest learning rate. Default: the model's own.")
  private @Nullable Double rate;

  @Option(
      names = "--patience",
      description =
          "End after so many looks without a better score; 0: never. Default: 0, with --data 8.")
  private @Nullable Integer patience;

  @Override
  public Integer call() throws IOException {
    if (model.equals("list")) {
      Recipes.all().forEach(r -> System.out.printf("%-20s %s%n", r.name(), r.title()));
      return 0;
    }
    if (model.isEmpty() && place == null) {
      throw new WrongUsageException("give a model, or --data");
    }
    if ((init != null || name != null) && place == null) {
      throw new WrongUsageException("--init and --name need --data");
    }
    if (name != null && !name.matches("[A-Za-z0-9._-]{1,100}")) {
      throw new WrongUsageException(
          "--name must be 1..100 of A-Z a-z 0-9 . _ -, got: '" + name + "'");
    }
    Path start = init == null ? null : ModelFinder.find(init);
    Recipe recipe = place == null ? recipe(model) : own(place);
    TrainingData data = recipe.data().get();
    FitOptions options = options(recipe, data);
    TrainingRun training = new TrainingRun(recipe, options, data, run.version(), start);
    training.verify();
    Path path = run.folder(recipe.name());
    Files.createDirectories(path);
    RunFolder folder = new RunFolder(path);
    Checkpoint checkpoint = new Checkpoint(folder.checkpoint(), training.fingerprint());
    if (!(run.resume() && checkpoint.exists()) && folder.beginAnew()) {
      System.err.printf("%s: starting anew; --resume goes on from a checkpoint instead%n", path);
    }
    RunResult result;
    try (Console console = new Console(recipe.name(), options.steps())) {
      result = training.run(checkpoint, console);
    }
    folder.write(result, command());
    if (result.fitted().steps() < options.steps()) {
      System.err.printf(
          Locale.ROOT,
          "ended at step %,d, %d looks after the best, at step %,d: its weights are kept%n",
          result.fitted().steps(),
          options.patience(),
          result.fitted().bestStep());
    }
    print(result, path);
    result.warnings().forEach(w -> System.err.printf("warning: %s%n", w));
    return 0;
  }

  private Recipe own(String data) throws IOException {
    Recipe recipe = recipe(model.isEmpty() ? "default" : model);
    List<RecordedSeries> series =
        new RecordedSource(data, bootstrapServers).read(RecordedData.SHORTEST, Order.STRICT);
    String called = name != null ? name : recipe.name();
    return WrongUsageException.check(
        () -> OwnSeries.recipe(recipe, called, RecordedData.of(data, series)));
  }

  private Recipe recipe(String called) {
    return WrongUsageException.check(() -> Recipes.named(called));
  }

  private FitOptions options(Recipe recipe, TrainingData data) {
    return WrongUsageException.check(
        () ->
            recipe.options(
                data, new Recipe.Changes(epochs, batch, rate, looks(), run.quick()), run.seed()));
  }

  private int looks() {
    return patience != null ? patience : place == null ? 0 : OwnSeries.PATIENCE;
  }

  private String command() {
    boolean isTopic = place != null && new RecordedSource(place, bootstrapServers).isTopic();
    return run.command(
        new CommandText(("./wavecast train " + model).strip())
            .with("--data", place)
            .with("--bootstrap-servers", isTopic ? bootstrapServers : null)
            .with("--name", name)
            .with("--init", init)
            .with("--epochs", epochs)
            .with("--batch", batch)
            .with("--lr", rate)
            .with("--patience", patience));
  }

  private void print(RunResult result, Path path) {
    if (run.json()) {
      System.out.println(RunFolder.json(result));
      return;
    }
    if (place != null) {
      System.out.printf(
          Locale.ROOT,
          "%s: on the last 15 %% of each series the mean absolute error is %.4g (repeating the last value: %.4g), the 90 %% interval covers %.1f %%; file %s%n",
          result.recipe().name(),
          result.test().mae(),
          result.data().test().naiveError(),
          100 * result.test().coverage(),
          path.resolve(result.recipe().name() + ".onnx"));
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "%s seed %d: validation MSE %.6f, test MSE %.6f, 90 %% interval covers %.1f %% of test;"
            + " file %s%n",
        model,
        run.seed(),
        result.valid().mse(),
        result.test().mse(),
        100 * result.test().coverage(),
        path.resolve(model + ".onnx"));
  }
}
