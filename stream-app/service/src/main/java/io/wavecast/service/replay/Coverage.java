package io.wavecast.service.replay;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.json.JsonWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The share of values inside the intervals forecast for them, by folder and lead time, after the
 * intervals have adapted to each series. It counts what a step reports. Not thread-safe.
 */
public final class Coverage implements Metrics {
  /** Values at the start of each series that are not counted. */
  public static final int SKIPPED = 500;

  private static final String ALL = "all";

  private final Map<String, Counts> groups = new LinkedHashMap<>();
  private final Counts all = new Counts();
  private Counts current = all;
  private int judged;

  /** The longest lead time that a value was forecast with. */
  private int horizon;

  private static final class Counts {
    final long[] met = new long[Forecast.MAX_HORIZON];
    final long[] missed = new long[Forecast.MAX_HORIZON];
  }

  /** Starts a file, which is one series. */
  public void start(Path file) {
    current = groups.computeIfAbsent(groupOf(file), group -> new Counts());
    judged = 0;
  }

  /** The name of the folder that contains a file; empty at the root. */
  private static String groupOf(Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    Path name = folder == null ? null : folder.getFileName();
    return name == null ? "" : name.toString();
  }

  @Override
  public void count(Metric counter, long amount, String... labels) {
    if (counter == Metric.INTERVALS_MET || counter == Metric.INTERVALS_MISSED) {
      int lead = Integer.parseInt(labels[0]);
      horizon = amount == 0 ? horizon : Math.max(horizon, lead);
      if (judged >= SKIPPED) {
        for (Counts counts : new Counts[] {current, all}) {
          (counter == Metric.INTERVALS_MET ? counts.met : counts.missed)[lead - 1] += amount;
        }
      }
    }
  }

  @Override
  public void record(Metric histogram, double value, String... labels) {
    if (histogram == Metric.DEVIATION_SCORE) {
      judged++;
    }
  }

  @Override
  public AutoCloseable gauge(Metric gauge, DoubleSupplier value, String... labels) {
    return () -> {};
  }

  /** One line per folder, then one for all of them, in percent. */
  public String table(double level) {
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "Values inside their %s %% intervals, in percent by lead time, without the first %d of each"
                + " series:%n%-24s %9s",
            plain(100 * level),
            SKIPPED,
            "folder",
            "values"));
    IntStream.rangeClosed(1, horizon)
        .forEach(lead -> out.append(String.format(Locale.ROOT, " %5d", lead)));
    out.append(System.lineSeparator());
    withAll()
        .forEach(
            (group, counts) -> {
              out.append(String.format(Locale.ROOT, "%-24s %9d", group, values(counts)));
              shares(counts)
                  .forEach(share -> out.append(String.format(Locale.ROOT, " %5.1f", 100 * share)));
              out.append(System.lineSeparator());
            });
    return out.toString();
  }

  /**
   * The share at each lead time, by folder and for all of them: {@code {folder: {values, coverage:
   * [...]}}}.
   */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    withAll().forEach((group, counts) -> json.put(group, json(counts)));
    return json;
  }

  private Object json(Counts counts) {
    List<Double> rounded = shares(counts).mapToObj(share -> Math.rint(1e4 * share) / 1e4).toList();
    return JsonWriter.fields("values", values(counts), "coverage", rounded);
  }

  private Map<String, Counts> withAll() {
    Map<String, Counts> both = new LinkedHashMap<>(groups);
    both.put(ALL, all);
    return both;
  }

  /** NaN where nothing was counted. */
  private DoubleStream shares(Counts counts) {
    return IntStream.range(0, horizon)
        .mapToDouble(
            h -> (double) counts.met[h] / ((double) counts.met[h] + (double) counts.missed[h]));
  }

  private static long values(Counts counts) {
    return Arrays.stream(counts.met).sum() + Arrays.stream(counts.missed).sum();
  }

  private static String plain(double percent) {
    return percent == Math.rint(percent) ? String.valueOf((long) percent) : String.valueOf(percent);
  }
}
