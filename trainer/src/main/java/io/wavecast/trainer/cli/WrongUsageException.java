package io.wavecast.trainer.cli;

import java.util.function.Supplier;

/** A command that cannot be carried out as given: one line, the hint at {@code --help}, exit 2. */
final class WrongUsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongUsageException(String message) {
    super(message);
  }

  private WrongUsageException(IllegalArgumentException cause) {
    super(cause.getMessage(), cause);
  }

  /**
   * Evaluates what depends on the given options.
   *
   * @throws WrongUsageException when {@code options} refuses them
   */
  static <T> T check(Supplier<T> options) {
    try {
      return options.get();
    } catch (IllegalArgumentException e) {
      throw new WrongUsageException(e);
    }
  }
}
