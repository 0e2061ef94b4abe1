package io.wavecast.core.metrics;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * A metric, declared once: kind, name, scale, help text and labels. Those of core are constants
 * here, those of a pipeline outside of core are constants of its own. Boards, alert rules and
 * METRICS.md are checked against these declarations. Only {@link Kind#TOP} and {@link Kind#SERIES}
 * may have the series key as a label, because they report a bounded number of series.
 */
public final class Metric {
  public static final Metric OBSERVATIONS =
      counter("wavecast.observations", "Observations accepted into a window.");
  public static final Metric DUPLICATES =
      counter(
          "wavecast.observations.duplicate",
          "Duplicate observations discarded: same time as the latest one of their series.");
  public static final Metric LATE =
      counter(
          "wavecast.observations.late",
          "Late observations: older than the latest one of their series. Dropped or"
              + " dead-lettered.");
  public static final Metric IMPUTED =
      counter("wavecast.values.imputed", "Missing values filled in by interpolation.");
  public static final Metric RESTARTED =
      counter("wavecast.windows.restarted", "Windows restarted after a long gap.");
  public static final Metric FORECASTS =
      counter(
          "wavecast.forecasts",
          "Forecasts made, by model; those of a history too, which are not emitted.",
          "model");
  public static final Metric FALLBACKS =
      counter(
          "wavecast.forecasts.fallback",
          "Forecasts made by the random walk because the output of this model was not finite or"
              + " late.",
          "model");
  public static final Metric MODEL_MISFITS =
      counter(
          "wavecast.model.misfits",
          "Series that this model was found not to fit: its forecasts were far worse than a random"
              + " walk's.",
          "model");
  public static final Metric REPLACED =
      counter(
          "wavecast.forecasts.replaced",
          "Forecasts made by the default model because this one does not fit the series.",
          "model");
  public static final Metric DEAD_LETTERS =
      counter(
          "wavecast.dead.letters",
          "Records sent to the dead-letters topic, by the topic that they were read from and by"
              + " reason.",
          "topic",
          "reason");
  public static final Metric DEAD_LETTERS_TRUNCATED =
      counter(
          "wavecast.dead.letters.truncated",
          "Dead letters sent without key and value because these were too large.");
  public static final Metric FORECAST_LATENCY =
      histogram(
          "wavecast.forecast.latency",
          Scale.SECONDS,
          "Time from reading an observation to its forecast by a model; none during the warm-up.");
  public static final Metric BATCH_SIZE =
      histogram("wavecast.batch.size.windows", Scale.SIZE, "Windows per model run.", "model");
  public static final Metric INFERENCE =
      histogram("wavecast.inference", Scale.SECONDS, "Duration of one model run.", "model");
  public static final Metric DEVIATION_SCORE =
      histogram(
          "wavecast.deviation.score",
          Scale.RATIO,
          "Deviation scores of observations. Up to 0.75 is expected, above 1 is anomalous.");
  public static final Metric TOP_SCORES =
      top(
          "wavecast.deviation.score.top",
          Scale.RATIO,
          "The ten series with the highest deviation scores of the last five to ten minutes.",
          "series");
  public static final Metric SERIES_VALUE =
      series(
          "wavecast.series.value",
          "Newest values of the series in metrics.series, in their units: actual; expected, lower and"
              + " upper by the forecast before. Flink does not export it.",
          "series",
          "of");
  public static final Metric SERIES_SCORE =
      series(
          "wavecast.series.score",
          "Newest score of the series in metrics.series. Flink does not export it.",
          "series");
  public static final Metric SERIES_ALERT =
      series(
          "wavecast.series.alert",
          "Alert state of the series in metrics.series: 0 OK, 1 PENDING, 2 WARNING, 3 CRITICAL, 4"
              + " RECOVERING. Flink does not export it.",
          "series");
  public static final Metric FORECAST_ERROR =
      histogram(
          "wavecast.forecast.error",
          Scale.RATIO,
          "Absolute forecast error by lead time, divided by the series' mean absolute change.",
          "lead");
  public static final Metric INTERVALS_MET =
      counter(
          "wavecast.intervals.met",
          "Observed values inside their forecast interval, by lead time.",
          "lead");
  public static final Metric INTERVALS_MISSED =
      counter(
          "wavecast.intervals.missed",
          "Observed values outside their forecast interval, by lead time.",
          "lead");
  public static final Metric ALERTS =
      counter("wavecast.alerts", "Alert state transitions of series, by new state.", "state");
  public static final Metric ALERT_SERIES =
      gauge("wavecast.alert.series", "Series in this process, by alert state.", "state");
  public static final Metric CALENDAR =
      counter(
          "wavecast.observations.calendar",
          "Observations that a calendar entry applied to, by effect (mute, do-not-learn, normal,"
              + " like).",
          "effect");
  public static final Metric CALENDAR_REFUSED =
      counter(
          "wavecast.calendar.refused",
          "Records of the calendar topic that are no entry, and entries that were switched off"
              + " because their rule cannot be followed. The log names each of them.");
  public static final Metric INCIDENTS =
      counter("wavecast.incidents", "Incidents opened, of one or more series each.");
  public static final Metric INCIDENTS_OPEN =
      gauge("wavecast.incidents.open", "Incidents in this process of which a series alerts.");
  public static final Metric INCIDENTS_ALERTING =
      gauge("wavecast.incidents.alerting", "Incident members that alert.");
  public static final Metric INCIDENTS_LATE =
      counter(
          "wavecast.incidents.alerts.late",
          "Alert state changes that arrived too late to be joined in the order of their times.");
  public static final Metric PENDING =
      gauge("wavecast.requests.pending", "Observations accepted whose forecast is pending.");
  public static final Metric SERIES =
      gauge("wavecast.series", "Approximate number of series with state in this process.");
  public static final Metric SERIES_EXPIRED =
      counter(
          "wavecast.series.expired", "Series forgotten after a silence of series.expire-after.");
  public static final Metric SERIES_RETURNED =
      counter(
          "wavecast.series.returned",
          "Series that returned after they had expired, and started from scratch; of those that"
              + " expired, each task remembers the latest 10,000 until it restarts.");
  public static final Metric SERIES_COUNTERS =
      counter("wavecast.series.counters", "Series found to be counters; the log names them.");
  public static final Metric BACKFILL_VALUES =
      counter(
          "wavecast.backfill.values",
          "History (learned, discarded, refused by live series).",
          "outcome");
  public static final Metric STATE_MEMORY =
      gauge(
          "wavecast.state.memory.bytes",
          "Native memory of all state stores of this process, which the setting state.memory"
              + " bounds.");
  public static final Metric STORES_DAMAGED =
      counter(
          "wavecast.stores.damaged",
          "Local state stores that could not be used, and were deleted and restored from Kafka.");
  public static final Metric REMOVED_UNREAD =
      counter(
          "wavecast.records.removed.unread",
          "Records that their topics had removed, by retention, before this service read them; seen"
              + " when it starts.");
  public static final Metric MODEL_TIMEOUTS =
      counter(
          "wavecast.model.timeouts",
          "Runs of a model that took too long and were ended; the model is not used again.",
          "model");
  public static final Metric EVENTS_AGGREGATED =
      counter("wavecast.events.aggregated", "Raw events added to a window of their series.");
  public static final Metric EVENTS_LATE =
      counter(
          "wavecast.events.late",
          "Late raw events: their window had closed. Dropped or dead-lettered.");
  public static final Metric EVENT_WINDOWS_CLOSED =
      counter(
          "wavecast.event.windows.closed",
          "Windows of raw events closed, each one observation; with those filled with zero.");
  public static final Metric EVENT_WINDOWS_OPEN =
      gauge("wavecast.event.windows.open", "Windows of raw events open in this process.");
  public static final Metric ALERTS_DELIVERED =
      counter(
          "wavecast.alerts.delivered",
          "Alert state changes delivered, by sink and outcome (ok, refused, failed).",
          "sink",
          "outcome");
  public static final Metric ALERTS_UNDELIVERED =
      gauge(
          "wavecast.alerts.undelivered",
          "Records of the alerts topic not yet delivered, by sink.",
          "sink");
  public static final Metric MODEL_INFO =
      gauge("wavecast.model.info", "1 for each loaded model.", "model", "version", "device");
  public static final Metric INTERVAL_LEVEL =
      gauge(
          "wavecast.interval.level",
          "Share of the actual values that forecast intervals are meant to contain, as"
              + " configured.");
  public static final Metric READY =
      gauge(
          "wavecast.ready",
          "1 if the service is ready, else 0: what /health/ready answers. Flink does not export"
              + " it.");
  public static final Metric REBALANCE =
      histogram(
          "wavecast.rebalance",
          Scale.SECONDS,
          "Time without input of a pipeline in this process, from the start of a rebalance to the"
              + " end of its restore. Flink does not export it.",
          "pipeline");
  public static final Metric LAST_REBALANCE =
      gauge(
          "wavecast.rebalance.last.timestamp.seconds",
          "When the latest rebalance of a pipeline began, as Unix time; 0 before the first. Flink"
              + " does not export it.",
          "pipeline");
  public static final Metric FILES_REFUSED =
      gauge(
          "wavecast.files.refused",
          "1 if the files of tokens, secrets or certificates that this setting names cannot be used"
              + " as they are now: their former content stays in use. Flink does not export it.",
          "setting");
  public static final Metric HTTP_REFUSED =
      counter(
          "wavecast.http.refused",
          "Requests refused by reason: no-token and wrong-token (401), unknown-host (421). Flink"
              + " does not export it.",
          "reason");
  public static final Metric CERTIFICATE_END =
      gauge(
          "wavecast.certificate.end.timestamp.seconds",
          "When the certificate in use ends, as Unix time, by the setting that names its file."
              + " Flink does not export it.",
          "setting");
  public static final Metric BUILD_INFO =
      gauge(
          "wavecast.build.info",
          "1, labelled with what runs: version and commit of Wavecast, version of Java.",
          "version",
          "revision",
          "java");
  public static final Metric MODEL_LOADS =
      counter("wavecast.model.loads", "Model files loaded, by outcome (ok, refused).", "outcome");

  private final Kind kind;
  private final String id;
  private final Scale scale;
  private final String help;

  private final List<String> labels;

  private Metric(Kind kind, String id, Scale scale, String help, String... labels) {
    if (kind == Kind.HISTOGRAM && scale == Scale.COUNT) {
      throw new IllegalArgumentException("histogram " + id + " must have a scale with buckets");
    }
    this.kind = kind;
    this.id = id;
    this.scale = scale;
    this.help = help;
    this.labels = List.of(labels);
  }

  /** Declares a counter. */
  public static Metric counter(String id, String help, String... labels) {
    return new Metric(Kind.COUNTER, id, Scale.COUNT, help, labels);
  }

  /** Declares a gauge. */
  public static Metric gauge(String id, String help, String... labels) {
    return new Metric(Kind.GAUGE, id, Scale.COUNT, help, labels);
  }

  /** Declares a histogram. */
  public static Metric histogram(String id, Scale scale, String help, String... labels) {
    return new Metric(Kind.HISTOGRAM, id, scale, help, labels);
  }

  private static Metric top(String id, Scale scale, String help, String label) {
    return new Metric(Kind.TOP, id, scale, help, label);
  }

  private static Metric series(String id, String help, String... labels) {
    return new Metric(Kind.SERIES, id, Scale.COUNT, help, labels);
  }

  /** The metrics that are public constants of a class, in the order of their declaration. */
  public static List<Metric> declaredIn(Class<?> type) {
    List<Metric> declared = new ArrayList<>();
    for (Field field : type.getFields()) {
      if (field.getType() == Metric.class) {
        try {
          declared.add((Metric) field.get(null));
        } catch (IllegalAccessException e) {
          throw new IllegalArgumentException(type + " must be public", e);
        }
      }
    }
    return declared;
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

  @Override
  public String toString() {
    return id;
  }
}
