package io.wavecast.core.metrics;

import java.util.List;

/**
 * Every metric, declared once: kind, name, scale, help text and labels. Boards, alert rules and
 * METRICS.md are checked against these declarations. Only a {@link Kind#TOP} metric may have the
 * series key as a label, because it reports a bounded number of series.
 */
public enum Metric {
  OBSERVATIONS(Kind.COUNTER, "wavecast.observations", "Observations accepted into a window."),
  DUPLICATES(
      Kind.COUNTER,
      "wavecast.observations.duplicate",
      "Duplicate observations discarded: same time as the latest one of their series."),
  LATE(
      Kind.COUNTER,
      "wavecast.observations.late",
      "Late observations: older than the latest one of their series. Dropped or dead-lettered."),
  IMPUTED(Kind.COUNTER, "wavecast.values.imputed", "Missing values filled in by interpolation."),
  RESTARTED(Kind.COUNTER, "wavecast.windows.restarted", "Windows restarted after a long gap."),
  FORECASTS(Kind.COUNTER, "wavecast.forecasts", "Forecasts emitted, by model.", "model"),
  FALLBACKS(
      Kind.COUNTER,
      "wavecast.forecasts.fallback",
      "Forecasts made by the random walk because the output of this model was not finite or late.",
      "model"),
  MODEL_MISFITS(
      Kind.COUNTER,
      "wavecast.model.misfits",
      "Series that this model was found not to fit: its forecasts were far worse than a random"
          + " walk's.",
      "model"),
  REPLACED(
      Kind.COUNTER,
      "wavecast.forecasts.replaced",
      "Forecasts made by the default model because this one does not fit the series.",
      "model"),
  DEAD_LETTERS(
      Kind.COUNTER,
      "wavecast.dead.letters",
      "Records sent to the dead-letters topic, by the topic that they were read from and by"
          + " reason.",
      "topic",
      "reason"),
  DEAD_LETTERS_TRUNCATED(
      Kind.COUNTER,
      "wavecast.dead.letters.truncated",
      "Dead letters sent without key and value because these were too large."),
  FORECAST_LATENCY(
      Kind.HISTOGRAM,
      "wavecast.forecast.latency",
      Scale.SECONDS,
      "Time from reading an observation to its forecast by a model; none during the warm-up."),
  BATCH_SIZE(
      Kind.HISTOGRAM, "wavecast.batch.size.windows", Scale.SIZE, "Windows per model run.", "model"),
  INFERENCE(
      Kind.HISTOGRAM, "wavecast.inference", Scale.SECONDS, "Duration of one model run.", "model"),
  DEVIATION_SCORE(
      Kind.HISTOGRAM,
      "wavecast.deviation.score",
      Scale.RATIO,
      "Deviation scores of observations. Up to 0.75 is expected, above 1 is anomalous."),
  TOP_SCORES(
      Kind.TOP,
      "wavecast.deviation.score.top",
      Scale.RATIO,
      "The ten series with the highest deviation scores of the last five to ten minutes.",
      "series"),
  FORECAST_ERROR(
      Kind.HISTOGRAM,
      "wavecast.forecast.error",
      Scale.RATIO,
      "Absolute forecast error by lead time, divided by the series' mean absolute change.",
      "lead"),
  INTERVALS_MET(
      Kind.COUNTER,
      "wavecast.intervals.met",
      "Observed values inside their forecast interval, by lead time.",
      "lead"),
  INTERVALS_MISSED(
      Kind.COUNTER,
      "wavecast.intervals.missed",
      "Observed values outside their forecast interval, by lead time.",
      "lead"),
  ALERTS(
      Kind.COUNTER, "wavecast.alerts", "Alert state transitions of series, by new state.", "state"),
  ALERT_SERIES(
      Kind.GAUGE, "wavecast.alert.series", "Series in this process, by alert state.", "state"),
  CALENDAR(
      Kind.COUNTER,
      "wavecast.observations.calendar",
      "Observations that a calendar entry applied to, by effect (mute, do-not-learn, normal,"
          + " like).",
      "effect"),
  CALENDAR_REFUSED(
      Kind.COUNTER,
      "wavecast.calendar.refused",
      "Records of the calendar topic that are no entry, and entries that were switched off because"
          + " their rule cannot be followed. The log names each of them."),
  INCIDENTS(Kind.COUNTER, "wavecast.incidents", "Incidents opened, of one or more series each."),
  INCIDENTS_OPEN(
      Kind.GAUGE, "wavecast.incidents.open", "Incidents in this process of which a series alerts."),
  INCIDENTS_ALERTING(Kind.GAUGE, "wavecast.incidents.alerting", "Incident members that alert."),
  INCIDENTS_LATE(
      Kind.COUNTER,
      "wavecast.incidents.alerts.late",
      "Alert state changes that arrived too late to be joined in the order of their times."),
  PENDING(
      Kind.GAUGE, "wavecast.requests.pending", "Observations accepted whose forecast is pending."),
  SERIES(Kind.GAUGE, "wavecast.series", "Approximate number of series with state in this process."),
  SERIES_EXPIRED(
      Kind.COUNTER,
      "wavecast.series.expired",
      "Series forgotten after a silence of series.expire-after."),
  SERIES_RETURNED(
      Kind.COUNTER,
      "wavecast.series.returned",
      "Series that returned after they had expired, and started from scratch; of those that"
          + " expired, each task remembers the latest 10,000 until it restarts."),
  SERIES_COUNTERS(
      Kind.COUNTER, "wavecast.series.counters", "Series found to be counters; the log names them."),
  BACKFILL_VALUES(
      Kind.COUNTER,
      "wavecast.backfill.values",
      "History (learned, discarded, refused by live series).",
      "outcome"),
  STATE_MEMORY(
      Kind.GAUGE,
      "wavecast.state.memory.bytes",
      "Native memory of all state stores of this process, which the setting state.memory bounds."),
  STORES_DAMAGED(
      Kind.COUNTER,
      "wavecast.stores.damaged",
      "Local state stores that could not be used, and were deleted and restored from Kafka."),
  REMOVED_UNREAD(
      Kind.COUNTER,
      "wavecast.records.removed.unread",
      "Records that their topics had removed, by retention, before this service read them; seen when"
          + " it starts."),
  MODEL_TIMEOUTS(
      Kind.COUNTER,
      "wavecast.model.timeouts",
      "Runs of a model that took too long and were ended; the model is not used again.",
      "model"),
  EVENTS_AGGREGATED(
      Kind.COUNTER, "wavecast.events.aggregated", "Raw events added to a window of their series."),
  EVENTS_LATE(
      Kind.COUNTER,
      "wavecast.events.late",
      "Late raw events: their window had closed. Dropped or dead-lettered."),
  EVENT_WINDOWS_CLOSED(
      Kind.COUNTER,
      "wavecast.event.windows.closed",
      "Windows of raw events closed, each one observation; with those filled with zero."),
  EVENT_WINDOWS_OPEN(
      Kind.GAUGE, "wavecast.event.windows.open", "Windows of raw events open in this process."),
  CHORALE_NOTES(Kind.COUNTER, "wavecast.chorale.notes", "Chorale notes composed."),
  CHORALES(Kind.COUNTER, "wavecast.chorales", "Chorales completed."),
  CHORALES_UNFINISHED(
      Kind.GAUGE, "wavecast.chorales.unfinished", "Chorales in progress or queued."),
  ALERTS_DELIVERED(
      Kind.COUNTER,
      "wavecast.alerts.delivered",
      "Alert state changes delivered, by sink and outcome (ok, refused, failed).",
      "sink",
      "outcome"),
  ALERTS_UNDELIVERED(
      Kind.GAUGE,
      "wavecast.alerts.undelivered",
      "Records of the alerts topic not yet delivered, by sink.",
      "sink"),
  SKETCH_LABELS(
      Kind.COUNTER, "wavecast.sketch.labels", "Sketch labels emitted, by model.", "model"),
  SKETCHES_LATE(
      Kind.COUNTER,
      "wavecast.sketches.late",
      "Late sketches: older than the latest one of their drawing. Dropped or dead-lettered."),
  SKETCHES_PENDING(
      Kind.GAUGE, "wavecast.sketches.pending", "Sketches accepted whose label is pending."),
  SKETCH_LATENCY(
      Kind.HISTOGRAM,
      "wavecast.sketch.latency",
      Scale.SECONDS,
      "Time from reading a sketch to emitting its label."),
  MODEL_INFO(
      Kind.GAUGE, "wavecast.model.info", "1 for each loaded model.", "model", "version", "device"),
  INTERVAL_LEVEL(
      Kind.GAUGE,
      "wavecast.interval.level",
      "Share of the actual values that forecast intervals are meant to contain, as configured."),
  READY(
      Kind.GAUGE,
      "wavecast.ready",
      "1 if the service is ready, else 0: what /health/ready answers. Flink does not export it."),
  REBALANCE(
      Kind.HISTOGRAM,
      "wavecast.rebalance",
      Scale.SECONDS,
      "Time without input of a pipeline in this process, from the start of a rebalance to the end"
          + " of its restore. Flink does not export it.",
      "pipeline"),
  LAST_REBALANCE(
      Kind.GAUGE,
      "wavecast.rebalance.last.timestamp.seconds",
      "When the latest rebalance of a pipeline began, as Unix time; 0 before the first. Flink does"
          + " not export it.",
      "pipeline"),
  FILES_REFUSED(
      Kind.GAUGE,
      "wavecast.files.refused",
      "1 if the files of tokens, secrets or certificates that this setting names cannot be used as"
          + " they are now: their former content stays in use. Flink does not export it.",
      "setting"),
  HTTP_REFUSED(
      Kind.COUNTER,
      "wavecast.http.refused",
      "Requests refused by reason: no-token and wrong-token (401), unknown-host (421). Flink does"
          + " not export it.",
      "reason"),
  CERTIFICATE_END(
      Kind.GAUGE,
      "wavecast.certificate.end.timestamp.seconds",
      "When the certificate in use ends, as Unix time, by the setting that names its file. Flink"
          + " does not export it.",
      "setting"),
  BUILD_INFO(
      Kind.GAUGE,
      "wavecast.build.info",
      "1, labelled with what runs: version and commit of Wavecast, version of Java.",
      "version",
      "revision",
      "java"),
  MODEL_LOADS(
      Kind.COUNTER,
      "wavecast.model.loads",
      "Model files loaded, by outcome (ok, refused).",
      "outcome");

  private final Kind kind;
  private final String id;
  private final Scale scale;
  private final String help;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> labels;

  Metric(Kind kind, String id, String help, String... labels) {
    this(kind, id, Scale.COUNT, help, labels);
  }

  Metric(Kind kind, String id, Scale scale, String help, String... labels) {
    if (kind == Kind.HISTOGRAM && scale == Scale.COUNT) {
      throw new IllegalArgumentException("histogram " + id + " must have a scale with buckets");
    }
    this.kind = kind;
    this.id = id;
    this.scale = scale;
    this.help = help;
    this.labels = List.of(labels);
  }

  public Kind kind() {
    return kind;
  }

  /** The name in Micrometer's spelling without the unit, e.g. {@code wavecast.dead.letters}. */
  public String id() {
    return id;
  }

  /** Unit and buckets. */
  public Scale scale() {
    return scale;
  }

  /** The upper bounds of the buckets of a histogram; see {@link Scale#bounds()}. */
  public double[] bounds() {
    return scale.bounds();
  }

  public String help() {
    return help;
  }

  /** Names of the labels, in the order in which their values are given. */
  public List<String> labels() {
    return labels;
  }

  /**
   * Checks the values of the labels of one report.
   *
   * @throws IllegalArgumentException if there are more or fewer values than {@link #labels()}
   */
  public void checkLabels(String... values) {
    if (values.length != labels.size()) {
      throw new IllegalArgumentException(
          "labels of " + id + " must be " + labels + ", got: " + values.length + " values");
    }
  }

  /** The name in Prometheus' spelling, e.g. {@code wavecast_dead_letters_total}. */
  public String prometheusName() {
    String name = id.replace('.', '_') + (scale.unit().isEmpty() ? "" : "_" + scale.unit());
    return kind == Kind.COUNTER ? name + "_total" : name;
  }
}
