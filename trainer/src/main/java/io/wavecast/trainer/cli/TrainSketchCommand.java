package io.wavecast.trainer.cli;

import io.wavecast.trainer.fit.FitOptions;
import io.wavecast.trainer.fit.Schedule;
import io.wavecast.trainer.sketch.SketchRecipe;
import io.wavecast.trainer.sketch.SketchTraining;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      required = true,
      description = {
        "Drawings: a .ndjson file of Quick, Draw! (simplified or raw), or a folder of such, or of"
            + " .tfrecord- files as in the seed's notebook."
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

  @Option(names = "--net", description = "picture or seed. Default: ${DEFAULT-VALUE}.")
  private String net = "picture";

  @Option(names = "--name", description = "What the model is called. Default: ${DEFAULT-VALUE}.")
  private String name = "sketch";

  @Option(
      names = "--model-version",
      description = "Version written to the file. Default: ${DEFAULT-VALUE}.")
  private String version = "1";

  @Option(
      names = "--per-class",
      description = "Most drawings of a class that are read. Default: ${DEFAULT-VALUE}.")
  private int perClass = 5000;

  @Option(names = "--steps", description = "Batches in all. Default: the network's own.")
  private @Nullable Long steps;

  @Option(names = "--batch", description = "Drawings in a batch. Default: the network's own.")
  private @Nullable Integer batch;

  @Option(names = "--lr", description = "Highest learning rate. Default: the network's own.")
  private @Nullable Double rate;

  @Option(names = "--seed", description = "Seed of all that is drawn. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder of the run. Default: runs/NAME-seedN.")
  private @Nullable Path out;

  @Option(
      names = "--resume",
      description = "Go on from the checkpoint in the folder, if there is one.")
  private boolean resume;

  @Option(names = "--quick", description = "A few steps only, to see that all works.")
  private boolean quick;

  @Override
  public Integer call() throws IOException {
    SketchRecipe recipe = recipe();
    FitOptions options = options(recipe.plan());
    Path folder = out != null ? out : Path.of("runs", "%s-seed%d".formatted(name, seed));
    if (fetch.isPresent()) {
      SketchTraining.download(fetch.get(), data, System.err::println);
    }
    SketchTraining training =
        new SketchTraining(recipe, options, data, perClass, name, version, folder, command());
    try (Console console = new Console(name, options.steps())) {
      System.out.println(training.run(resume, System.err::println, console));
    }
    return 0;
  }

  private SketchRecipe recipe() {
    try {
      return SketchRecipe.named(net);
    } catch (IllegalArgumentException e) {
      throw wrongUsage(e);
    }
  }

  private FitOptions options(SketchRecipe.Plan plan) {
    try {
      Schedule schedule = rate != null ? plan.schedule().withPeak(rate) : plan.schedule();
      long wanted = steps != null ? steps : plan.steps();
      return new FitOptions(
          batch != null ? batch : plan.batch(),
          quick ? QUICK_STEPS : wanted,
          quick ? QUICK_STEPS / 2 : plan.every(),
          schedule,
          plan.weightDecay(),
          plan.averaging(),
          0,
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
    StringBuilder command = new StringBuilder("./wavecast train sketch --data PATH");
    if (!net.equals("picture")) {
      command.append(" --net ").append(net);
    }
    if (steps != null) {
      command.append(" --steps ").append(steps);
    }
    if (batch != null) {
      command.append(" --batch ").append(batch);
    }
    if (rate != null) {
      command.append(" --lr ").append(rate);
    }
    return command.append(quick ? " --quick" : "").append(" --seed ").append(seed).toString();
  }
}
