package io.wavecast.schemas.forecast;

import io.wavecast.schemas.TopicNames;
import java.io.Serializable;
import java.util.List;

/**
 * The names of the topics of forecasts. Every one can be set, so that an existing topic can be the
 * input.
 *
 * @param observations input: one value of one series per record
 * @param forecasts output: one forecast per observation
 * @param deviations output: how each observation compares with the forecasts made for it
 * @param alerts output, compacted: one record per change of a series' alert state
 * @param deadLetters output: unreadable records, untouched
 */
public record Topics(
    String observations, String forecasts, String deviations, String alerts, String deadLetters)
    implements Serializable {
  public static final String DEFAULT_PREFIX = "wavecast.";

  public Topics {
    TopicNames.check(List.of(observations, forecasts, deviations, alerts, deadLetters));
  }

  /** The default names after a prefix, e.g. {@code wavecast.observations}. */
  public static Topics withPrefix(String prefix) {
    return new Topics(
        prefix + "observations",
        prefix + "forecasts",
        prefix + "deviations",
        prefix + "alerts",
        prefix + "dead-letters");
  }

  /** The topic of an event. */
  public String of(Event event) {
    if (event instanceof Forecast) {
      return forecasts;
    } else if (event instanceof Deviation) {
      return deviations;
    } else if (event instanceof Alert) {
      return alerts;
    }
    throw new IllegalArgumentException("no topic for a " + event.getClass().getSimpleName());
  }

  /** Every name. */
  public List<String> all() {
    return List.of(observations, forecasts, deviations, alerts, deadLetters);
  }
}
