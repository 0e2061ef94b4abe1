package io.wavecast.trainer.cli;

import io.wavecast.core.text.UsageException;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.trainer.corpus.Corpus;
import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.fit.FitOptions;
import io.wavecast.trainer.mixture.MixtureData;
import io.wavecast.trainer.recipe.OwnSeries;
import io.wavecast.trainer.recipe.Recipe;
import io.wavecast.trainer.recipe.Recipes;
import io.wavecast.trainer.recorded.CsvSeries.Order;
import io.wavecast.trainer.recorded.RecordedData;
import io.wavecast.trainer.recorded.RecordedSeries;
import io.wavecast.trainer.run.ForecasterRun;
import io.wavecast.trainer.run.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
  @Mixin private final FitOverrides overrides = new FitOverrides();
  @Mixin private final SourceOptions source = new SourceOptions();

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
  private @Nullable String data;

  @Option(
      names = "--as-printed",
      description =
          "Train the notebook's network as the notebook prints it: its optimiser, its constant"
              + " rate, its epochs, its last weights. The model is called MODEL-as-printed.")
  private boolean printed;

  @Option(names = "--name", description = "With --data: the new model's name. Default: MODEL.")
  private @Nullable String name;

  @Option(
      names = "--init",
      paramLabel = "MODEL",
      description =
          "With --data: start from this model, a file or the name of a shipped one, of the same"
              + " network: --init default with the model default.")
  private @Nullable String init;

  @Option(
      names = "--recorded",
      paramLabel = "DIR",
      description =
          "With the model default: windows of public recorded series in each batch, as its shipped"
              + " version has. DIR holds their files; without it, series are synthetic only.")
  private @Nullable Path recorded;

  @Option(
      names = "--fetch",
      description =
          "With --recorded: first download the files that DIR lacks or that have another checksum,"
              + " about 100 MB.")
  private boolean fetch;

  @Option(
      names = "--epochs",
      description =
          "Passes over the data; with --data, evaluations on the validation part. Default: the"
              + " model's own.")
  private @Nullable Integer epochs;

  @Option(
      names = "--patience",
      description =
          "End after this number of evaluations without a better score; 0: never. Default: 0, with"
              + " --data 8.")
  private @Nullable Integer patience;

  @Override
  public Integer call() throws IOException {
    if (model.equals("list")) {
      Recipes.all().forEach(r -> System.out.printf("%-20s %s%n", r.name(), r.title()));
      return 0;
    }
    if (model.isEmpty() && data == null) {
      throw new UsageException("give a model, or --data");
    }
    if (printed && (data != null || model.isEmpty())) {
      throw new UsageException("--as-printed needs a model of the notebook, and its series");
    }
    if ((init != null || name != null) && data == null) {
      throw new UsageException("--init and --name need --data");
    }
    if (name != null && !name.matches("[A-Za-z0-9._-]{1,100}")) {
      throw new UsageException("--name must be 1..100 of A-Z a-z 0-9 . _ -, got: '" + name + "'");
    }
    if (fetch && recorded == null) {
      throw new UsageException("--fetch needs --recorded");
    }
    if (recorded != null && (printed || data != null || !model.equals(Recipes.DEFAULT))) {
      throw new UsageException("--recorded needs the model default, no --data, no --as-printed");
    }
    ModelFile start = init == null ? null : ModelFinder.find(init);
    Recipe recipe = data == null ? recipe() : own(data);
    TrainingData training = recipe.data().get();
    FitOptions options = RunOptions.check(() -> recipe.options(training, changes(), run.seed()));
    run.train(
        new ForecasterRun(recipe, options, training, run.version(), start),
        command(),
        this::summary);
    return 0;
  }

  private Recipe own(String from) throws IOException {
    Recipe recipe = recipe(model.isEmpty() ? Recipes.DEFAULT : model);
    List<RecordedSeries> series = source.read(from, RecordedData.SHORTEST, Order.STRICT);
    String called = name != null ? name : recipe.name();
    return RunOptions.check(() -> OwnSeries.recipe(recipe, called, RecordedData.of(from, series)));
  }

  private Recipe recipe() throws IOException {
    if (recorded != null) {
      Recipe recipe = recipe(model);
      Corpus corpus = Corpus.of(recorded);
      if (fetch) {
        corpus.fetch(System.err::println);
      }
      return recipe.on(MixtureData.with(corpus.read()));
    }
    return printed ? RunOptions.check(() -> Recipes.asPrinted(model)) : recipe(model);
  }

  private Recipe recipe(String called) {
    return RunOptions.check(() -> Recipes.named(called).checked(changes()));
  }

  private Recipe.Changes changes() {
    int looks = patience != null ? patience : data == null ? 0 : OwnSeries.PATIENCE;
    return new Recipe.Changes(epochs, overrides.batch(), overrides.rate(), looks, run.quick());
  }

  private CommandText command() {
    CommandText command =
        source
            .appendTo(new CommandText(("./wavecast train " + model).strip()), data)
            .flag("--as-printed", printed)
            .with("--recorded", recorded)
            .with("--name", name)
            .with("--init", init)
            .with("--epochs", epochs);
    return overrides.appendTo(command).with("--patience", patience);
  }

  private String summary(
      RunResult<ForecasterRun.Measured> result, ForecasterRun.Measured accuracy) {
    if (data != null) {
      double naive = accuracy.data().test().naiveError();
      return RunOptions.summary(result.name(), accuracy.test(), naive);
    }
    return RunOptions.summary(
        result,
        "validation MSE %.6f, test MSE %.6f, 90 %% interval covers %.1f %% of test",
        accuracy.valid().mse(),
        accuracy.test().mse(),
        100 * accuracy.test().coverage());
  }
}
