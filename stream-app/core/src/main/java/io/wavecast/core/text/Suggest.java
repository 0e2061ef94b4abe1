package io.wavecast.core.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Suggests the name that was probably meant by a misspelt one. */
public final class Suggest {
  private Suggest() {}

  /** The nearest of the names; empty when none is near enough. */
  public static Optional<String> nearest(String name, Collection<String> names) {
    return names.stream()
        .min(Comparator.comparingInt((String n) -> distance(name, n)).thenComparing(n -> n))
        .filter(n -> distance(name, n) <= Math.max(2, name.length() / 3))
        .filter(n -> n.charAt(0) == name.charAt(0) || 2 * distance(name, n) < name.length());
  }

  /**
   * A hint to follow an error about a name, e.g. {@code ; did you mean 'topics'?}; empty when no
   * name is near enough.
   */
  public static String hint(String name, Collection<String> names) {
    return nearest(name, names).map(near -> "; did you mean '" + near + "'?").orElse("");
  }

  /** Levenshtein distance: insertions, deletions and substitutions. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
