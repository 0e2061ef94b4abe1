package io.wavecast.trainer.data;

import io.wavecast.core.text.Throwables;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Lists that hold a thing a line. Blank lines and those that begin with # are skipped. */
public final class LineList {
  private LineList() {}

  /**
   * Reads a list from a file.
   *
   * @param read makes the thing of a line, without blanks around it; throws
   *     IllegalArgumentException when the line is not as it must be
   * @throws IOException when it cannot be read, or a line is not as it must be, naming the line
   */
  public static <T> List<T> of(Path file, Function<String, T> read) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new IOException(file + ": " + Throwables.oneLine(e), e);
    }
    return read(file.toString(), lines, read);
  }

  /**
   * Reads a list that is part of the program.
   *
   * @param owner a class of the list's package
   * @param read as above
   * @throws IOException when the list is absent or cannot be read
   */
  public static <T> List<T> ofProgram(Class<?> owner, String name, Function<String, T> read)
      throws IOException {
    InputStream list = owner.getResourceAsStream(name);
    if (list == null) {
      throw new IOException("the list " + name + " is absent from the program");
    }
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
      return read("the program's " + name, in.lines().toList(), read);
    }
  }

  private static <T> List<T> read(String name, List<String> lines, Function<String, T> read)
      throws IOException {
    List<T> things = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        try {
          things.add(read.apply(line));
        } catch (IllegalArgumentException e) {
          throw new IOException("%s, line %d: %s".formatted(name, i + 1, e.getMessage()), e);
        }
      }
    }
    return things;
  }
}
