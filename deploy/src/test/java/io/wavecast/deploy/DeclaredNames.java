package io.wavecast.deploy;

import io.wavecast.config.PipelineModules;
import io.wavecast.core.metrics.Kind;
import io.wavecast.core.metrics.Metric;
import io.wavecast.testkit.process.Repository;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names that boards and rules may use. */
public final class DeclaredNames {
  /** Labels that Prometheus adds when it scrapes or evaluates. */
  private static final Set<String> ADDED =
      Set.of("job", "instance", "application", "engine", "alertname", "alertstate", "severity");

  /** Metrics that Prometheus adds itself. */
  private static final Set<String> OWN = Set.of("up", "ALERTS");

  private final Map<String, Set<String>> labels = new TreeMap<>();

  public DeclaredNames() {
    for (Metric metric : PipelineModules.metrics()) {
      Set<String> own = new TreeSet<>(metric.labels());
      own.addAll(ADDED);
      if (metric.kind() == Kind.HISTOGRAM) {
        labels.put(metric.prometheusName() + "_sum", own);
        labels.put(metric.prometheusName() + "_count", own);
        Set<String> withLe = new TreeSet<>(own);
        withLe.add("le");
        labels.put(metric.prometheusName() + "_bucket", withLe);
      } else {
        labels.put(metric.prometheusName(), own);
      }
    }
    OWN.forEach(name -> labels.put(name, ADDED));
    Repository.read("deploy/prometheus/foreign-meters.txt")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .forEach(this::addForeign);
  }

  /** A line has the name, its labels, a colon and a description. */
  private void addForeign(String line) {
    String[] words = line.substring(0, line.indexOf(':')).split("\\s+");
    Set<String> own = Arrays.stream(words).skip(1).collect(Collectors.toCollection(TreeSet::new));
    own.addAll(ADDED);
    labels.put(words[0], own);
  }

  /** Adds the result of a recording rule. */
  public void addRecord(String name, String expr) {
    labels.put(name, new PromQl(expr).labels().stream().collect(Collectors.toSet()));
  }

  /** The undeclared metrics and labels of an expression, as messages. */
  public Stream<String> wrongNames(String expr) {
    PromQl names = new PromQl(expr);
    Set<String> allowed = new TreeSet<>();
    names.metrics().forEach(name -> allowed.addAll(labels.getOrDefault(name, Set.of())));
    return Stream.concat(
        names.metrics().stream()
            .filter(name -> !labels.containsKey(name))
            .map(name -> "metric " + name + " is not declared"),
        names.labels().stream()
            .filter(label -> !allowed.contains(label) && !ADDED.contains(label))
            .map(label -> "label " + label + " is not a label of any of " + names.metrics()));
  }
}
