package io.wavecast.trainer.cli;

import io.wavecast.core.text.UsageException;
import io.wavecast.trainer.chorale.ComposerRecipe;
import io.wavecast.trainer.chorale.ComposerRun;
import io.wavecast.trainer.chorale.Corpus;
import java.io.IOException;
import java.nio.file.Path;
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
  @Mixin private final RunOptions run = new RunOptions();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description =
          "Folder with train, valid and test: one CSV file per chorale, one line per chord.")
  private Path data = Path.of("");

  @Option(names = "--net", description = "chord or notebook. Default: ${DEFAULT-VALUE}.")
  private String net = "chord";

  @Option(
      names = "--as-printed",
      description =
          "With --net notebook: train as the notebook prints it, 20 epochs of Nadam at a constant"
              + " rate.")
  private boolean printed;

  @Override
  public Integer call() throws IOException {
    ComposerRecipe ours = RunOptions.check(() -> ComposerRecipe.named(net));
    if (printed && !ours.equals(ComposerRecipe.NOTEBOOK)) {
      throw new UsageException("--as-printed needs --net notebook");
    }
    ComposerRecipe full = printed ? ComposerRecipe.PRINTED : ours;
    ComposerRecipe recipe = run.quick() ? full.quick() : full;
    run.train(
        new ComposerRun(recipe, run.seed(), Corpus.read(data), run.version()),
        new CommandText("./wavecast train chorale --data DIR")
            .with("--net", net)
            .flag("--as-printed", printed),
        (result, measured) ->
            RunOptions.summary(
                result,
                "validation %.4f nats per note, accuracy %.4f; test %.4f, %.4f",
                measured.valid().loss(),
                measured.valid().accuracy(),
                measured.test().loss(),
                measured.test().accuracy()));
    return 0;
  }
}
