package io.wavecast.trainer.cli;

import org.jspecify.annotations.Nullable;

/** Builds a command that can be typed into a shell. */
final class CommandText {
  private final StringBuilder text;

  /**
   * @param start the command's first words, as they are
   */
  CommandText(String start) {
    text = new StringBuilder(start);
  }

  /** Appends an option and its value; nothing when there is no value. */
  CommandText with(String option, @Nullable Object value) {
    if (value != null) {
      text.append(' ').append(option).append(' ').append(quoted(value.toString()));
    }
    return this;
  }

  /** Appends an option that takes no value, when it is set. */
  CommandText flag(String option, boolean set) {
    text.append(set ? " " + option : "");
    return this;
  }

  /** In single quotes where a shell would read it otherwise. */
  private static String quoted(String word) {
    return word.matches("[\\w./:,@%+=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
