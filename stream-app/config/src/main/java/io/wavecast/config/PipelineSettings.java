package io.wavecast.config;

import io.wavecast.core.chorale.ChoraleSpec;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.RuleText;
import io.wavecast.core.forecast.deviation.DeviationSettings;
import io.wavecast.core.forecast.engine.ForecastSpec;
import io.wavecast.core.forecast.engine.StreamSettings;
import io.wavecast.core.forecast.window.WindowSettings;
import io.wavecast.core.sketch.SketchSpec;
import io.wavecast.schemas.chorale.ChoraleTopics;
import io.wavecast.schemas.forecast.ObservationFormat;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.schemas.sketch.SketchTopics;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Turns settings into what the pipelines of core take, for both hosts. Each method throws a {@link
 * ConfigException} when settings contradict each other.
 */
public final class PipelineSettings {
  private PipelineSettings() {}

  /** Topics of the forecasts. */
  public static Topics topics(Settings s) {
    return check(
        "topics",
        () ->
            new Topics(
                name(s, TopicKeys.OBSERVATIONS, "observations"),
                name(s, TopicKeys.FORECASTS, "forecasts"),
                name(s, TopicKeys.DEVIATIONS, "deviations"),
                name(s, TopicKeys.ALERTS, "alerts"),
                deadLetters(s)));
  }

  /** Topics of the sketches. */
  public static SketchTopics sketchTopics(Settings s) {
    return check(
        "topics",
        () ->
            new SketchTopics(
                name(s, TopicKeys.SKETCHES, "sketches"),
                name(s, TopicKeys.SKETCH_LABELS, "sketch-labels"),
                deadLetters(s)));
  }

  /** Topics of the chorales. */
  public static ChoraleTopics choraleTopics(Settings s) {
    return check(
        "topics",
        () ->
            new ChoraleTopics(
                name(s, TopicKeys.CHORALE_REQUESTS, "chorale-requests"),
                name(s, TopicKeys.CHORALE_NOTES, "chorale-notes"),
                deadLetters(s)));
  }

  /**
   * How the stream of forecasts runs.
   *
   * @param maxRecordBytes largest record that may be written, bytes
   */
  public static StreamSettings stream(Settings s, int maxRecordBytes) {
    return new StreamSettings(
        topics(s),
        format(s),
        s.get(InputKeys.LATE_POLICY),
        s.get(EngineKeys.BATCH_SIZE),
        s.get(EngineKeys.BATCH_LINGER),
        maxRecordBytes);
  }

  /**
   * The pipeline of forecasts.
   *
   * @param maxRecordBytes largest record that may be written, bytes
   */
  public static ForecastSpec forecasts(Settings s, int maxRecordBytes) {
    return new ForecastSpec(
        stream(s, maxRecordBytes), windows(s), deviations(s), alerts(s), s.get(EngineKeys.LEVEL));
  }

  /**
   * The pipeline of sketches.
   *
   * @param maxRecordBytes largest record that may be written, bytes
   */
  public static SketchSpec sketches(Settings s, int maxRecordBytes) {
    return new SketchSpec(
        sketchTopics(s),
        s.get(InputKeys.LATE_POLICY),
        s.get(EngineKeys.BATCH_SIZE),
        s.get(EngineKeys.BATCH_LINGER),
        s.get(SketchKeys.KEEP),
        maxRecordBytes);
  }

  /**
   * The pipeline of chorales.
   *
   * @param maxRecordBytes largest record that may be written, bytes
   */
  public static ChoraleSpec chorales(Settings s, int maxRecordBytes) {
    return new ChoraleSpec(choraleTopics(s), maxRecordBytes);
  }

  /** Where a record holds the fields of an observation. */
  public static ObservationFormat format(Settings s) {
    return ObservationFormat.of(
            s.get(InputKeys.SERIES).orElse(""),
            s.get(InputKeys.TIMESTAMP).orElse(""),
            s.get(InputKeys.VALUE),
            s.get(InputKeys.MAX_BYTES))
        .withMaxAhead(s.get(InputKeys.MAX_AHEAD));
  }

  /** How observations become windows. */
  public static WindowSettings windows(Settings s) {
    return new WindowSettings(s.get(WindowKeys.STEP), s.get(WindowKeys.MAX_GAP));
  }

  /** How observations are judged. */
  public static DeviationSettings deviations(Settings s) {
    return new DeviationSettings(s.get(AlertKeys.PROFILE));
  }

  /** When series alert. */
  public static AlertSettings alerts(Settings s) {
    return check(
        AlertKeys.RULES.name(),
        () -> new AlertSettings(s.get(AlertKeys.RULES).stream().map(RuleText::read).toList()));
  }

  private static String deadLetters(Settings s) {
    return name(s, TopicKeys.DEAD_LETTERS, "dead-letters");
  }

  private static String name(Settings s, Key<Optional<String>> key, String byDefault) {
    return s.get(key).orElseGet(() -> s.get(TopicKeys.PREFIX) + byDefault);
  }

  private static <T> T check(String what, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new ConfigException(what + ": " + e.getMessage(), e);
    }
  }
}
