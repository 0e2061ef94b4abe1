package io.wavecast.trainer.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Lists of the program that hold a thing a line. Blank lines and those with # are skipped. */
public final class LineList {
  private LineList() {}

  /**
   * Reads a list.
   *
   * @param owner a class of the list's package
   * @param read makes the thing of a line, without blanks around it
   */
  public static <T> List<T> ofProgram(Class<?> owner, String name, Function<String, T> read)
      throws IOException {
    InputStream list = Objects.requireNonNull(owner.getResourceAsStream(name), name);
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
      return in.lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(read)
          .toList();
    }
  }
}
