package io.wavecast.trainer.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every training can be told. */
final class RunOptions {
  private static final String FIRST_VERSION = "1";

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

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

  /**
   * The folder of a run.
   *
   * @param name what the model is called
   */
  Path folder(String name) {
    return out != null ? out : Path.of("runs", "%s-seed%d".formatted(name, seed));
  }

  boolean resume() {
    return resume;
  }

  boolean quick() {
    return quick;
  }

  String version() {
    return version;
  }

  boolean json() {
    return json;
  }

  /** A command that trains again: what it begins with, and these options. */
  String command(CommandText start) {
    return start
        .flag("--quick", quick)
        .with("--seed", seed)
        .with("--model-version", version.equals(FIRST_VERSION) ? null : version)
        .with("--out", out)
        .toString();
  }
}
