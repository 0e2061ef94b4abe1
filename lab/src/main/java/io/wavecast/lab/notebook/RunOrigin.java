package io.wavecast.lab.notebook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Where figures are from. */
public final class RunOrigin {
  private RunOrigin() {}

  /** Commit, seeds, machine: one line each. */
  public static List<String> lines(List<Long> seeds) {
    String numbers = String.join(", ", seeds.stream().map(String::valueOf).toList());
    return List.of("commit: " + commit(), "seeds: " + numbers, "machine: " + machine());
  }

  /** The commit of the working copy, where there is one. */
  private static String commit() {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=10")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean ended = git.waitFor(10, TimeUnit.SECONDS);
      return ended && git.exitValue() == 0 ? text.strip() : "unknown";
    } catch (IOException e) {
      return "unknown";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }

  private static String machine() {
    String cores = Runtime.getRuntime().availableProcessors() + " cores, ";
    String java = ", Java " + System.getProperty("java.version");
    return cores + processor() + java;
  }

  private static String processor() {
    Path info = Path.of("/proc/cpuinfo");
    try {
      return Files.readAllLines(info).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.replaceFirst(".*:\\s*", ""))
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }
}
