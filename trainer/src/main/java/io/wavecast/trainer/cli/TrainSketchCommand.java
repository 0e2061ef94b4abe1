package io.wavecast.trainer.cli;

import io.wavecast.core.text.UsageException;
import io.wavecast.trainer.fit.FitOptions;
import io.wavecast.trainer.sketch.SketchData;
import io.wavecast.trainer.sketch.SketchRecipe;
import io.wavecast.trainer.sketch.SketchRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
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
          + " with ONNX Runtime. The drawings' words are its classes."
    },
    mixinStandardHelpOptions = true)
final class TrainSketchCommand implements Callable<Integer> {
  private static final int QUICK_STEPS = 40;
  private static final String PICTURE = "picture";
  private static final String SKETCH = "sketch";
  private static final int PER_CLASS = 5000;

  @Mixin private final RunOptions run = new RunOptions();
  @Mixin private final FitOverrides overrides = new FitOverrides();

  @Option(
      names = "--data",
      paramLabel = "PATH",
      required = true,
      description = {
        "Drawings: a .ndjson file of Quick, Draw! (simplified or raw), or a folder of such files or"
            + " of .tfrecord- files as in the notebook."
      })
  private Path data = Path.of("");

  @Option(names = "--net", description = "picture or notebook. Default: ${DEFAULT-VALUE}.")
  private String net = PICTURE;

  @Option(
      names = "--as-printed",
      description =
          "With --net notebook: train as the notebook prints it, two epochs of clipped gradient"
              + " steps.")
  private boolean printed;

  @Option(names = "--name", description = "The model's name. Default: ${DEFAULT-VALUE}.")
  private String name = SKETCH;

  @Option(
      names = "--per-class",
      description = "Most drawings of a class that are read. Default: ${DEFAULT-VALUE}.")
  private int perClass = PER_CLASS;

  @Option(names = "--steps", description = "Batches in all. Default: the network's own.")
  private @Nullable Long steps;

  @Override
  public Integer call() throws IOException {
    SketchRecipe ours = RunOptions.check(() -> SketchRecipe.named(net));
    RunOptions.check(() -> options(ours.plan(), Integer.MAX_VALUE));
    if (printed && !net.equals(SketchRecipe.NOTEBOOK)) {
      throw new UsageException("--as-printed needs --net notebook");
    }
    SketchData drawings = SketchData.read(data, perClass);
    System.err.printf(
        Locale.ROOT,
        "%s: %,d classes, %,d drawings to train on, %,d to validate, %,d to test%n",
        data,
        drawings.classes().size(),
        drawings.train().size(),
        drawings.valid().size(),
        drawings.test().size());
    SketchRecipe recipe = printed ? SketchRecipe.asPrinted(drawings.train().size()) : ours;
    FitOptions options = RunOptions.check(() -> options(recipe.plan(), drawings.train().size()));
    if (options.batch() < overrides.batch(recipe.plan().batch())) {
      System.err.printf(
          "batches of %d, as many as there are drawings to train on%n", options.batch());
    }
    run.train(
        new SketchRun(recipe, drawings, options, name, run.version()),
        command(),
        (result, measured) ->
            RunOptions.summary(
                result,
                "%.1f %% of the validation drawings right, %.1f %% among the likeliest five; of"
                    + " their first halves %.1f %%, %.1f %%",
                100 * measured.complete().top1(),
                100 * measured.complete().top5(),
                100 * measured.half().top1(),
                100 * measured.half().top5()));
    return 0;
  }

  /** A batch has at most as many drawings as there are. */
  private FitOptions options(FitOptions plan, int drawings) {
    return new FitOptions(
        Math.min(overrides.batch(plan.batch()), drawings),
        run.quick() ? QUICK_STEPS : steps != null ? steps : plan.steps(),
        run.quick() ? QUICK_STEPS / 2 : plan.evaluateEvery(),
        overrides.schedule(plan.schedule()),
        plan.weightDecay(),
        plan.averaging(),
        plan.patience(),
        run.seed(),
        plan.method());
  }

  private CommandText command() {
    return overrides.appendTo(
        new CommandText("./wavecast train sketch --data PATH")
            .with("--net", net.equals(PICTURE) ? null : net)
            .flag("--as-printed", printed)
            .with("--name", name.equals(SKETCH) ? null : name)
            .with("--per-class", perClass == PER_CLASS ? null : perClass)
            .with("--steps", steps));
  }
}
