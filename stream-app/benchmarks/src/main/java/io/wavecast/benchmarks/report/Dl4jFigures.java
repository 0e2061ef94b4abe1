package io.wavecast.benchmarks.report;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs {@link Dl4jOutput}, whose libraries are not on this class path, and reads what it prints.
 */
final class Dl4jFigures {
  private static final String PROGRAM = "io.wavecast.benchmarks.report.Dl4jOutput";

  private Dl4jFigures() {}

  /**
   * A figure.
   *
   * @param perSecond forecasts per second
   */
  record Figure(String network, int batch, double perSecond) {}

  /** Measures in a child process. */
  static List<Figure> measure() throws IOException {
    Path trainer = Path.of("trainer", "target");
    String classPath =
        String.join(
            File.pathSeparator,
            Path.of("stream-app", "benchmarks", "target", "classes").toString(),
            trainer.resolve("lib") + "/*");
    ProcessBuilder child =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "-cp",
            classPath,
            PROGRAM);
    child.environment().put("OMP_NUM_THREADS", "1");
    Process process = child.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      return lines
          .lines()
          .filter(line -> line.startsWith("FIGURE "))
          .map(line -> line.split(" ", -1))
          .map(f -> new Figure(f[1], Integer.parseInt(f[2]), Double.parseDouble(f[3])))
          .toList();
    }
  }
}
