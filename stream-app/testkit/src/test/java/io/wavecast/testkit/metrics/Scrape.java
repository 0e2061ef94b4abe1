package io.wavecast.testkit.metrics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One scrape in Prometheus' text format. Comments, timestamps and exemplars are ignored.
 *
 * @param samples in the order of the text
 */
public record Scrape(List<Sample> samples) {
  private static final Pattern LINE =
      Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? ([^ ]+)(?: .*)?");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

  public Scrape {
    samples = List.copyOf(samples);
  }

  /** One line: a name, its labels (values as escaped in the text), and the value. */
  public record Sample(String name, Map<String, String> labels, double value) {
    public Sample {
      labels = Map.copyOf(labels);
    }
  }

  /**
   * Parses the text of a scrape.
   *
   * @throws IllegalArgumentException if a line is neither a sample nor a comment
   */
  public static Scrape of(String text) {
    return new Scrape(
        text.lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(Scrape::sample)
            .toList());
  }

  private static Sample sample(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IllegalArgumentException("line of a scrape must be a sample, got: " + line);
    }
    Map<String, String> labels = new TreeMap<>();
    if (parts.group(2) != null) {
      Matcher label = LABEL.matcher(parts.group(2));
      while (label.find()) {
        labels.put(label.group(1), label.group(2));
      }
    }
    return new Sample(parts.group(1), labels, number(parts.group(3)));
  }

  /** The same samples under other names. */
  public Scrape renamed(UnaryOperator<String> names) {
    return new Scrape(
        samples.stream()
            .map(s -> new Sample(names.apply(s.name()), s.labels(), s.value()))
            .toList());
  }

  /** The samples with this name. */
  public Stream<Sample> named(String name) {
    return samples.stream().filter(sample -> sample.name().equals(name));
  }

  /** The sum over all labels; 0 if there is no such sample. */
  public double sum(String name) {
    return named(name).mapToDouble(Sample::value).sum();
  }

  /**
   * The bucket bounds of a histogram, over all labels.
   *
   * @param name without {@code _bucket}
   * @return ascending and distinct, without infinity; empty if there is no such histogram
   */
  public double[] bounds(String name) {
    return named(name + "_bucket")
        .mapToDouble(sample -> number(sample.labels().getOrDefault("le", "NaN")))
        .filter(bound -> bound != Double.POSITIVE_INFINITY)
        .distinct()
        .sorted()
        .toArray();
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
