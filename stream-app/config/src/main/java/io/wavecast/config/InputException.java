package io.wavecast.config;

/** What is wrong with one of the inputs. */
final class InputException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int number;

  /**
   * @param number of the input, from 1
   */
  InputException(int number, String message) {
    super(message);
    this.number = number;
  }

  InputException(int number, String message, Throwable cause) {
    super(message, cause);
    this.number = number;
  }

  /** Of the input, from 1. */
  int number() {
    return number;
  }
}
