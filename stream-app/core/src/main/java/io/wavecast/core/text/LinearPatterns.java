package io.wavecast.core.text;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** Regular expressions of users, whose matching takes time linear in the text (RE2/J). */
public final class LinearPatterns {
  private static final int MAX_LENGTH = 1000;

  private LinearPatterns() {}

  /**
   * Compiles an expression.
   *
   * @param name of the expression in messages
   * @throws IllegalArgumentException when the text is none, or has more than 1000 characters
   */
  public static Pattern compile(String name, String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          name + " must have at most " + MAX_LENGTH + " characters, got: " + text.length());
    }
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(name + " cannot be read: " + e.getMessage(), e);
    }
  }
}
