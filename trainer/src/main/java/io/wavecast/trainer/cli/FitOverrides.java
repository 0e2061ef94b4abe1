package io.wavecast.trainer.cli;

import io.wavecast.trainer.fit.Schedule;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that override a recipe's batch size and learning rate. */
final class FitOverrides {
  @Option(names = "--batch", description = "Examples in a batch. Default: the model's own.")
  private @Nullable Integer batch;

  @Option(names = "--lr", description = "Highest learning rate. Default: the model's own.")
  private @Nullable Double rate;

  @Nullable Integer batch() {
    return batch;
  }

  @Nullable Double rate() {
    return rate;
  }

  int batch(int own) {
    return batch != null ? batch : own;
  }

  /**
   * The schedule with the given rate.
   *
   * @throws IllegalArgumentException when the rate is out of its range
   */
  Schedule schedule(Schedule own) {
    return rate != null ? own.withPeak(rate) : own;
  }

  CommandText appendTo(CommandText command) {
    return command.with("--batch", batch).with("--lr", rate);
  }
}
