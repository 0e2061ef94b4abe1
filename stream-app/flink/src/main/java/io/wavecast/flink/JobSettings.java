package io.wavecast.flink;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.RuleText;
import io.wavecast.core.forecast.deviation.DeviationSettings;
import io.wavecast.core.forecast.deviation.Profile;
import io.wavecast.core.forecast.engine.ForecastPipeline;
import io.wavecast.core.forecast.engine.ForecastSpec;
import io.wavecast.core.forecast.engine.StreamSettings;
import io.wavecast.core.forecast.window.WindowSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.DeadLetters;
import io.wavecast.core.stream.KeyedStore;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Topics;
import java.io.Serializable;
import java.util.List;
import java.util.function.Consumer;

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

  DeadLetters deadLetters(Metrics metrics, Consumer<String> log) {
    return new DeadLetters(
        topics().deadLetters(), stream.maxRecordBytes(), metrics, log, System::nanoTime);
  }

  ForecastPipeline pipeline(
      Forecasters models, KeyedStore store, Consumer<Event> sink, Metrics metrics) {
    ForecastSpec spec =
        new ForecastSpec(
            stream, windows, new DeviationSettings(profile), alerts(alertRules), level);
    return new ForecastPipeline(spec, models, store, sink, metrics, System::nanoTime);
  }
}
