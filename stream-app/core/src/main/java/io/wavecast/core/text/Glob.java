package io.wavecast.core.text;

import java.io.Serializable;

/**
 * A pattern of series keys: {@code *} stands for any characters, also none, and {@code ?} for one.
 *
 * @param pattern the pattern, not empty
 */
public record Glob(String pattern) implements Serializable {
  public static final Glob ALL = new Glob("*");

  public Glob {
    if (pattern.isEmpty()) {
      throw new IllegalArgumentException("pattern of series must not be empty");
    }
  }

  /** Whether all of a key is as the pattern says. */
  public boolean matches(String series) {
    int p = 0;
    int s = 0;
    int star = -1;
    int resume = 0;
    while (s < series.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = s;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == series.charAt(s))) {
        p++;
        s++;
      } else if (star >= 0) {
        p = star + 1;
        s = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
