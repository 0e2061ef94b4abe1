package io.wavecast.service.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The user of this process, for messages. */
final class ProcessUser {
  /** What Java says where the system has no name for the user, as in many containers. */
  private static final String NAMELESS = "?";

  private ProcessUser() {}

  /** The name; the number where there is none. */
  static String name() {
    return name(System.getProperty("user.name"), Path.of("/proc/self/status"));
  }

  /**
   * The name; the number where there is none.
   *
   * @param name as Java knows it
   * @param status of the process, as Linux shows it; it may be absent
   */
  static String name(String name, Path status) {
    if (!name.equals(NAMELESS)) {
      return name;
    }
    try {
      return number(Files.readAllLines(status), name);
    } catch (IOException e) {
      return name;
    }
  }

  /** The line of users has the real one, the effective one and two more. */
  private static String number(List<String> status, String otherwise) {
    return status.stream()
        .map(line -> line.split("\\s+"))
        .filter(words -> words.length > 2 && words[0].equals("Uid:"))
        .map(words -> words[2])
        .findFirst()
        .orElse(otherwise);
  }
}
