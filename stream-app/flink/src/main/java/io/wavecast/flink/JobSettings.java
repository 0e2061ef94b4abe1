package io.wavecast.flink;

import com.fasterxml.jackson.core.JsonPointer;
import io.wavecast.core.alert.AlertSettings;
import io.wavecast.core.alert.RuleText;
import io.wavecast.core.batch.BatchForecaster;
import io.wavecast.core.deviation.DeviationSettings;
import io.wavecast.core.deviation.Profile;
import io.wavecast.core.engine.SeriesEngine;
import io.wavecast.core.engine.SeriesStates;
import io.wavecast.core.engine.StreamSettings;
import io.wavecast.core.engine.StreamSettings.LatePolicy;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.read.ReadStep;
import io.wavecast.core.window.SeriesStep;
import io.wavecast.core.window.WindowSettings;
import io.wavecast.schemas.Event;
import io.wavecast.schemas.Topics;
import io.wavecast.schemas.json.ObservationCodec;
import io.wavecast.schemas.json.ObservationFormat;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How the job is built. Travels to the tasks, and makes the steps of core there.
 *
 * @param stream what every engine is told; the batch's size is for each subtask
 * @param windows how observations become windows
 * @param profile how much is kept of each series to judge it by
 * @param alertRules when series alert, each as {@link RuleText} reads it
 * @param level of the intervals, in (0, 1)
 */
public record JobSettings(
    StreamSettings stream,
    WindowSettings windows,
    Profile profile,
    List<String> alertRules,
    double level)
    implements Serializable {

  /**
   * @throws IllegalArgumentException that says which part is wrong
   */
  public JobSettings {
    alertRules = List.copyOf(alertRules);
    alerts(alertRules);
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must be in (0, 1), got: " + level);
    }
  }

  /** With the default settings of deviations and alerts. */
  public JobSettings(StreamSettings stream, WindowSettings windows, double level) {
    this(stream, windows, Profile.FULL, List.of(), level);
  }

  private static AlertSettings alerts(List<String> rules) {
    return new AlertSettings(rules.stream().map(RuleText::read).toList());
  }

  public Topics topics() {
    return stream.topics();
  }

  boolean setsLateAside() {
    return stream.latePolicy() == LatePolicy.DEAD_LETTER;
  }

  ReadStep reading(Metrics metrics, Consumer<String> log) {
    ObservationCodec codec = new ObservationCodec(stream.format());
    return new ReadStep(codec, stream.maxRecordBytes(), metrics, log, System::nanoTime);
  }

  SeriesEngine engine(
      Forecasters models, SeriesStates states, Consumer<Event> sink, Metrics metrics) {
    int maxBatch = stream.maxBatch();
    return new SeriesEngine(
        new SeriesStep(windows, new DeviationSettings(profile), alerts(alertRules), level, metrics),
        new BatchForecaster(models, level, maxBatch, metrics, System::nanoTime),
        maxBatch,
        states,
        sink,
        metrics,
        System::nanoTime);
  }

  private Object writeReplace() {
    ObservationFormat format = stream.format();
    return new Travelling(
        stream.topics(),
        format.series().orElse(null),
        format.timestamp().orElse(null),
        format.value(),
        format.maxBytes(),
        format.maxAhead().orElse(null),
        stream.latePolicy(),
        stream.maxBatch(),
        stream.linger(),
        stream.maxRecordBytes(),
        windows.step().orElse(null),
        windows.maxGap(),
        profile,
        new ArrayList<>(alertRules),
        level);
  }

  /** The same in parts that Java serialises: an Optional is none. */
  private record Travelling(
      Topics topics,
      @Nullable JsonPointer series,
      @Nullable JsonPointer timestamp,
      JsonPointer value,
      int maxBytes,
      @Nullable Duration maxAhead,
      LatePolicy late,
      int maxBatch,
      Duration linger,
      int maxRecordBytes,
      @Nullable Duration step,
      int maxGap,
      Profile profile,
      ArrayList<String> alertRules,
      double level)
      implements Serializable {
    private Object readResolve() {
      ObservationFormat format =
          new ObservationFormat(
              Optional.ofNullable(series),
              Optional.ofNullable(timestamp),
              value,
              maxBytes,
              Optional.ofNullable(maxAhead));
      return new JobSettings(
          new StreamSettings(topics, format, late, maxBatch, linger, maxRecordBytes),
          new WindowSettings(Optional.ofNullable(step), maxGap),
          profile,
          alertRules,
          level);
    }
  }
}
