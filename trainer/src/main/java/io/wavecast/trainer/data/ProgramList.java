package io.wavecast.trainer.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads lists that are part of the program. */
public final class ProgramList {
  private ProgramList() {}

  /**
   * The lines of a list, but those that begin with #.
   *
   * @param owner a class of the list's package
   * @throws IOException when the list is absent or cannot be read
   */
  public static List<String> lines(Class<?> owner, String name) throws IOException {
    InputStream list = owner.getResourceAsStream(name);
    if (list == null) {
      throw new IOException("the list " + name + " is absent from the program");
    }
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
      return in.lines().filter(line -> !line.startsWith("#")).toList();
    }
  }
}
