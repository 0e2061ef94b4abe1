package io.wavecast.core.text;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Regular expressions of users, whose matching takes time linear in the text (RE2/J). RE2/J writes
 * out repetitions such as {@code a{1,1000}} and bounds each, but not those within others, so their
 * number is bounded here.
 */
public final class LinearPatterns {
  private static final int MAX_LENGTH = 1000;
  private static final int MAX_ATOMS = 10_000;
  private static final Pattern REPETITION = Pattern.compile("\\{([0-9]{1,4})(,([0-9]{0,4}))?\\}");

  private LinearPatterns() {}

  /**
   * Compiles an expression.
   *
   * @param name of the expression in messages
   * @throws IllegalArgumentException when the text is none, has more than 1000 characters, or has
   *     more than 10,000 parts once its repetitions are written out
   */
  public static Pattern compile(String name, String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          name + " must have at most " + MAX_LENGTH + " characters, got: " + text.length());
    }
    if (new Size(text).atoms() > MAX_ATOMS) {
      throw new IllegalArgumentException(
          name + " must have at most " + MAX_ATOMS + " parts with its repetitions written out");
    }
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(name + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * The size of an expression with its repetitions written out; at least what RE2/J makes of it.
   */
  private static final class Size {
    private final String text;
    private final Deque<Long> outer = new ArrayDeque<>();
    private long sum;
    private long last;

    Size(String text) {
      this.text = text;
    }

    long atoms() {
      int i = 0;
      while (i < text.length() && sum <= MAX_ATOMS) {
        i = next(i);
      }
      return sum;
    }

    /** Counts what is at a position; returns the position after it. */
    private int next(int i) {
      switch (text.charAt(i)) {
        case '(' -> {
          outer.push(sum);
          sum = 0;
          last = 0;
        }
        case ')' -> {
          last = sum + 1;
          sum = last + (outer.isEmpty() ? 0 : outer.pop());
        }
        case '[' -> {
          atom();
          return afterClass(i);
        }
        case '\\' -> {
          atom();
          return i + 2;
        }
        case '*', '+', '?', '|' -> sum++;
        case '{' -> {
          return repetition(i);
        }
        default -> atom();
      }
      return i + 1;
    }

    private void atom() {
      last = 1;
      sum++;
    }

    private int afterClass(int open) {
      int i = open + 1;
      if (text.startsWith("^", i)) {
        i++;
      }
      for (int first = i; i < text.length(); i++) {
        if (text.charAt(i) == '\\') {
          i++;
        } else if (text.charAt(i) == ']' && i > first) {
          return i + 1;
        }
      }
      return text.length();
    }

    private int repetition(int i) {
      Matcher matcher = REPETITION.matcher(text);
      if (!matcher.find(i) || matcher.start() != i) {
        atom();
        return i + 1;
      }
      String most = matcher.group(3);
      boolean isBounded = most != null && !most.isEmpty();
      long times = Math.max(1, Long.parseLong(isBounded ? most : matcher.group(1)));
      sum += last * (times - 1);
      last *= times;
      return matcher.end();
    }
  }
}
