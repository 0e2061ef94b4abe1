package io.wavecast.trainer.cli;

import io.wavecast.trainer.fit.FitOptions;
import io.wavecast.trainer.fit.Schedule;
import io.wavecast.trainer.sketch.SketchRecipe;
import io.wavecast.trainer.sketch.SketchTraining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wavecast train sketch}. */
@Command(
    name = "sketch",
    description = {
      "Trains a sketch classifier on Quick, Draw! drawings, writes it as ONNX and checks the file"
          + " with ONNX Runtime. As many classes as the drawings have words."
    },
    mixinStandardHelpOptions = true)
final class TrainSketchCommand implements Callable<Integer> {
  private static final int QUICK_STEPS = 40;
  private static final String PICTURE = "picture";
  private static final String SKETCH = "sketch";
  private static final int PER_CLASS = 5000;

  @Mixin private final RunOptions run = new RunOptions();

  @Option(
      names = "--data",
      paramLabel = "PATH",
      required = true,
      description = {
        "Drawings: a .ndjson file of Quick, Draw! (simplified or raw), or a folder of such, or of"
            + " .tfrecord- files as in the notebook."
      })
  private Path data = Path.of("");

  @Option(
      names = "--fetch",
      paramLabel = "LIST",
      description = {
        "Download first, into the folder --data: LIST holds a checksum (SHA-256) and an address a"
            + " line. What is there already is not fetched again."
      })
  private Optional<Path> fetch = Optional.empty();

  @Option(names = "--net", description = "picture or notebook. Default: ${DEFAULT-VALUE}.")
  private String net = PICTURE;

  @Option(names = "--name", description = "What the model is called. Default: ${DEFAULT-VALUE}.")
  private String name = SKETCH;

  @Option(
      names = "--per-class",
      description = "Most drawings of a class that are read. Default: ${DEFAULT-VALUE}.")
  private int perClass = PER_CLASS;

  @Option(names = "--steps", description = "Batches in all. Default: the network's own.")
  private @Nullable Long steps;

  @Option(names = "--batch", description = "Drawings in a batch. Default: the network's own.")
  private @Nullable Integer batch;

  @Option(names = "--lr", description = "Highest learning rate. Default: the network's own.")
  private @Nullable Double rate;

  @Override
  public Integer call() throws IOException {
    SketchRecipe recipe = recipe();
    FitOptions options = WrongUsageException.check(() -> options(recipe.plan()));
    Path folder = run.folder(name);
    if (fetch.isPresent()) {
      SketchTraining.download(fetch.get(), data, System.err::println);
    }
    SketchTraining training =
        new SketchTraining(recipe, options, data, perClass, name, run.version(), folder, command());
    try (Console console = new Console(name, options.steps())) {
      print(
          training,
          training.run(run.resume(), System.err::println, console).provenance().metrics());
    }
    return 0;
  }

  private void print(SketchTraining training, Map<String, Double> metrics) throws IOException {
    if (run.json()) {
      System.out.println(Files.readString(training.figures()));
    } else {
      System.out.printf(
          Locale.ROOT,
          "%s seed %d: of the validation drawings %.1f %% right, %.1f %% among the likeliest five;"
              + " of their first halves %.1f %%, %.1f %%; file %s%n",
          name,
          run.seed(),
          100 * metrics.getOrDefault("valid_top1", Double.NaN),
          100 * metrics.getOrDefault("valid_top5", Double.NaN),
          100 * metrics.getOrDefault("valid_half_top1", Double.NaN),
          100 * metrics.getOrDefault("valid_half_top5", Double.NaN),
          training.model());
    }
  }

  private SketchRecipe recipe() {
    return WrongUsageException.check(() -> SketchRecipe.named(net));
  }

  private FitOptions options(SketchRecipe.Plan plan) {
    Schedule schedule = rate != null ? plan.schedule().withPeak(rate) : plan.schedule();
    long wanted = steps != null ? steps : plan.steps();
    return new FitOptions(
        batch != null ? batch : plan.batch(),
        run.quick() ? QUICK_STEPS : wanted,
        run.quick() ? QUICK_STEPS / 2 : plan.every(),
        schedule,
        plan.weightDecay(),
        plan.averaging(),
        0,
        run.seed());
  }

  private String command() {
    return run.command(
        new CommandText("./wavecast train sketch --data PATH")
            .with("--net", net.equals(PICTURE) ? null : net)
            .with("--name", name.equals(SKETCH) ? null : name)
            .with("--per-class", perClass == PER_CLASS ? null : perClass)
            .with("--steps", steps)
            .with("--batch", batch)
            .with("--lr", rate));
  }
}
