package io.wavecast.trainer.cli;

import io.wavecast.trainer.chorale.ComposerFolder;
import io.wavecast.trainer.chorale.ComposerRecipe;
import io.wavecast.trainer.chorale.ComposerResult;
import io.wavecast.trainer.chorale.ComposerRun;
import io.wavecast.trainer.chorale.Corpus;
import io.wavecast.trainer.fit.FitListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wavecast train chorale}. */
@Command(
    name = "chorale",
    description = "Trains a composer of chorales, writes it as ONNX and checks the files.",
    mixinStandardHelpOptions = true)
final class TrainChoraleCommand implements Callable<Integer> {

  private static final String CHORD = "chord";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "Folder with train, valid and test: a CSV file a chorale, a line a chord.")
  private Path data = Path.of("");

  @Option(names = "--net", description = "chord or notebook. Default: ${DEFAULT-VALUE}.")
  private String net = CHORD;

  @Mixin private final RunOptions run = new RunOptions();

  @Override
  public Integer call() throws IOException {
    ComposerRecipe full = WrongUsageException.check(() -> ComposerRecipe.named(net));
    ComposerRecipe recipe = run.quick() ? full.quick() : full;
    Corpus corpus = Corpus.read(data);
    Path path = run.folder(recipe.name());
    Files.createDirectories(path);
    ComposerFolder folder = new ComposerFolder(path);
    int stages = recipe.stages().size();
    if (!(run.resume() && folder.hasCheckpoint(stages)) && folder.beginAnew(stages)) {
      System.err.printf("%s: starting anew; --resume goes on from a checkpoint instead%n", path);
    }
    ComposerRun training = new ComposerRun(recipe, run.seed(), corpus, run.version());
    ComposerResult result =
        training.run(
            folder, (stage, steps) -> new Bar("%s %d".formatted(recipe.name(), stage), steps));
    folder.write(
        result,
        run.command(new CommandText("./wavecast train chorale --data DIR").with("--net", net)));
    if (run.json()) {
      System.out.println(ComposerFolder.json(result));
    } else {
      System.out.printf(
          Locale.ROOT,
          "%s seed %d: validation %.4f nats a note, accuracy %.4f; test %.4f, %.4f; file %s%n",
          recipe.name(),
          run.seed(),
          result.valid().loss(),
          result.valid().accuracy(),
          result.test().loss(),
          result.test().accuracy(),
          folder.model(recipe.name()));
    }
    return 0;
  }

  /** The console as a run wants it. */
  private record Bar(Console console) implements ComposerRun.Console {
    Bar(String name, long steps) {
      this(new Console(name, steps));
    }

    @Override
    public FitListener listener() {
      return console;
    }

    @Override
    public void close() {
      console.close();
    }
  }
}
