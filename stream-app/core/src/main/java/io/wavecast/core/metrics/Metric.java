package io.wavecast.core.metrics;

import java.util.List;

/**
 * Every metric, declared once: its name, kind, unit, labels and help. Dashboards, alert rules and
 * METRICS.md are checked against these. No label holds the key of every series: one metric tells of
 * a few.
 */
public enum Metric {
  OBSERVATIONS(Kind.COUNTER, "wavecast.observations", "", "Observations accepted into a window."),
  DUPLICATES(
      Kind.COUNTER,
      "wavecast.observations.duplicate",
      "",
      "Observations whose time equals the newest of their series: dropped."),
  LATE(
      Kind.COUNTER,
      "wavecast.observations.late",
      "",
      "Observations older than the newest of their series: dropped or set aside."),
  IMPUTED(
      Kind.COUNTER, "wavecast.values.imputed", "", "Values filled in for missing observations."),
  RESTARTED(
      Kind.COUNTER,
      "wavecast.windows.restarted",
      "",
      "Windows begun anew because a gap was too long to fill."),
  FORECASTS(
      Kind.COUNTER, "wavecast.forecasts", "", "Forecasts made, by the model's name.", "model"),
  FALLBACKS(
      Kind.COUNTER,
      "wavecast.forecasts.fallback",
      "",
      "Forecasts of the random walk in place of a model whose output was not finite.",
      "model"),
  DEAD_LETTERS(
      Kind.COUNTER, "wavecast.dead.letters", "", "Records set aside, by reason.", "reason"),
  DEAD_LETTERS_CUT(
      Kind.COUNTER,
      "wavecast.dead.letters.cut",
      "",
      "Records set aside without key and value, which were too large to be sent."),
  FORECAST_LATENCY(
      Kind.HISTOGRAM,
      "wavecast.forecast.latency",
      "seconds",
      "From reading an observation to handing on its forecast."),
  BATCH_SIZE(
      Kind.HISTOGRAM, "wavecast.batch.size", "windows", "Windows forecast in one run.", "model"),
  INFERENCE(
      Kind.HISTOGRAM, "wavecast.inference", "seconds", "Duration of one run of a model.", "model"),
  DEVIATION_SCORE(
      Kind.HISTOGRAM,
      "wavecast.deviation.score",
      "",
      "Scores of observations: up to 1 expected, above 1 anomalous."),
  WORST(
      Kind.TOP,
      "wavecast.deviation.worst",
      "",
      "Highest score in the last five to ten minutes, of the ten series where it was highest.",
      "series"),
  FORECAST_ERROR(
      Kind.HISTOGRAM,
      "wavecast.forecast.error",
      "",
      "Absolute errors by lead time, in units of the series' mean absolute change.",
      "lead"),
  INTERVALS_MET(
      Kind.COUNTER,
      "wavecast.intervals.met",
      "",
      "Values inside the interval forecast for them, by lead time.",
      "lead"),
  INTERVALS_MISSED(
      Kind.COUNTER,
      "wavecast.intervals.missed",
      "",
      "Values outside the interval forecast for them, by lead time.",
      "lead"),
  ALERTS(
      Kind.COUNTER,
      "wavecast.alerts",
      "",
      "Changes of a series' alert state, by the state that it came into.",
      "state"),
  ALERT_SERIES(
      Kind.GAUGE, "wavecast.alert.series", "", "Series in this process by alert state.", "state"),
  WAITING(
      Kind.GAUGE, "wavecast.requests.waiting", "", "Observations that wait for their forecast."),
  SERIES(Kind.GAUGE, "wavecast.series", "", "Series with state in this process, about."),
  CHORALE_NOTES(Kind.COUNTER, "wavecast.chorale.notes", "", "Notes of chorales composed."),
  CHORALES(Kind.COUNTER, "wavecast.chorales", "", "Chorales composed to their end."),
  CHORALES_UNFINISHED(
      Kind.GAUGE, "wavecast.chorales.unfinished", "", "Chorales that are being composed or wait."),
  ALERTS_DELIVERED(
      Kind.COUNTER,
      "wavecast.alerts.delivered",
      "",
      "Changes of alerts that were told, by who was told and how that went: ok, refused, failed.",
      "sink",
      "outcome"),
  ALERTS_UNDELIVERED(
      Kind.GAUGE,
      "wavecast.alerts.undelivered",
      "",
      "Records of the alerts topic that wait to be told.",
      "sink"),
  SKETCH_LABELS(
      Kind.COUNTER,
      "wavecast.sketch.labels",
      "",
      "Sketches labelled, by the model's name.",
      "model"),
  SKETCHES_LATE(
      Kind.COUNTER,
      "wavecast.sketches.late",
      "",
      "Sketches older than the newest of their drawing: dropped or set aside."),
  SKETCHES_WAITING(
      Kind.GAUGE, "wavecast.sketches.waiting", "", "Sketches that wait for their label."),
  SKETCH_LATENCY(
      Kind.HISTOGRAM,
      "wavecast.sketch.latency",
      "seconds",
      "From reading a sketch to handing on its label."),
  MODEL_INFO(
      Kind.GAUGE,
      "wavecast.model.info",
      "",
      "1 for each model that is loaded.",
      "model",
      "version",
      "device"),
  MODEL_LOADS(
      Kind.COUNTER, "wavecast.model.loads", "", "Model files loaded, by outcome.", "outcome");

  private final Kind kind;
  private final String id;
  private final String unit;
  private final String help;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> labels;

  Metric(Kind kind, String id, String unit, String help, String... labels) {
    this.kind = kind;
    this.id = id;
    this.unit = unit;
    this.help = help;
    this.labels = List.of(labels);
  }

  /** What is measured. */
  public enum Kind {
    /** Only grows. */
    COUNTER,
    /** Goes up and down. */
    GAUGE,
    /** A distribution, in buckets. */
    HISTOGRAM,
    /** The highest recent values of a few, which its only label names. */
    TOP
  }

  public Kind kind() {
    return kind;
  }

  /** The name in Micrometer's spelling, e.g. {@code wavecast.dead.letters}. */
  public String id() {
    return id;
  }

  /** The base unit, or an empty text for a plain count. */
  public String unit() {
    return unit;
  }

  public String help() {
    return help;
  }

  /** Names of the labels, in the order in which their values are given. */
  public List<String> labels() {
    return labels;
  }

  /** The name in Prometheus' spelling, e.g. {@code wavecast_dead_letters_total}. */
  public String prometheusName() {
    String name = id.replace('.', '_') + (unit.isEmpty() ? "" : "_" + unit);
    return kind == Kind.COUNTER ? name + "_total" : name;
  }
}
