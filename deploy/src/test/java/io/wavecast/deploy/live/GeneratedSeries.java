package io.wavecast.deploy.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/** CSV files of generated series. */
final class GeneratedSeries {
  private static final int FILES = 6;
  private static final int ROWS = 400;
  private static final long START = 1_700_000_000_000L;

  /** Below a minute, as slower series hardly alert within their first day. */
  private static final long STEP_MS = 10_000;

  private GeneratedSeries() {}

  /**
   * Writes noisy waves of different magnitude, each with a fault that raises alerts, two short gaps
   * and a long one, a duplicate and a late row.
   */
  static Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int file = 0; file < FILES; file++) {
      SplittableRandom random = new SplittableRandom(file);
      double scale = Math.pow(10, file - 2.0);
      StringBuilder rows = new StringBuilder("timestamp,value\n");
      for (int i = 0; i < ROWS; i++) {
        boolean gap = i == 90 || i == 200 || i == 201 || i > 230 && i < 250;
        if (!gap) {
          double fault = i >= 350 && i < 360 ? 5 : 0;
          double value = Math.sin(i / (3.0 + file)) + 0.2 * random.nextDouble() + fault;
          row(rows, i, scale * value);
        }
        if (i == 120) {
          row(rows, i, 0);
          row(rows, i - 5, 0);
        }
      }
      Files.writeString(folder.resolve("generated-" + file + ".csv"), rows);
    }
    return folder;
  }

  /**
   * Writes waves by the notebook's formula, 0.5 sin((t - o1)(10 f1 + 10)) + 0.2 sin((t - o2)(20 f2
   * + 20)) + 0.1 (U - 0.5), where t grows by 1/59 per row.
   */
  static Path waves(Path folder, int files, int rows) throws IOException {
    Files.createDirectories(folder);
    for (int file = 0; file < files; file++) {
      SplittableRandom random = new SplittableRandom(file);
      double f1 = 10 * random.nextDouble() + 10;
      double f2 = 20 * random.nextDouble() + 20;
      double o1 = random.nextDouble();
      double o2 = random.nextDouble();
      StringBuilder text = new StringBuilder("timestamp,value\n");
      for (int i = 0; i < rows; i++) {
        double t = i / 59.0;
        double noise = 0.1 * (random.nextDouble() - 0.5);
        row(text, i, 0.5 * Math.sin((t - o1) * f1) + 0.2 * Math.sin((t - o2) * f2) + noise);
      }
      Files.writeString(folder.resolve("wave-" + file + ".csv"), text);
    }
    return folder;
  }

  private static void row(StringBuilder rows, int i, double value) {
    rows.append(String.format(Locale.ROOT, "%d,%.6f%n", START + i * STEP_MS, value));
  }
}
