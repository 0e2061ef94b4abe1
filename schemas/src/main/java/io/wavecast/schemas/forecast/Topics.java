package io.wavecast.schemas.forecast;

import java.io.Serializable;
import java.util.List;

/**
 * The names of the topics. Every one can be set, so that a topic that exists can be the input.
 *
 * @param observations in: one value of one series a record
 * @param forecasts out: one forecast an observation
 * @param deviations out: how each observation compares with the forecasts made for it
 * @param alerts out, compacted: one record a change of a series' alert state
 * @param deadLetters out: what could not be read, untouched
 */
public record Topics(
    String observations, String forecasts, String deviations, String alerts, String deadLetters)
    implements Serializable {
  public static final String DEFAULT_PREFIX = "wavecast.";

  public Topics {
    requireNames(List.of(observations, forecasts, deviations, alerts, deadLetters));
  }

  /**
   * @throws IllegalArgumentException when Kafka refuses one, or one is given twice
   */
  public static void requireNames(List<String> names) {
    for (String name : names) {
      if (!name.matches("[a-zA-Z0-9._-]{1,249}") || name.equals(".") || name.equals("..")) {
        throw new IllegalArgumentException(
            "topic name must have 1..249 of the characters a-z A-Z 0-9 . _ -, got: '" + name + "'");
      }
    }
    if (names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException("topics must have different names, got: " + names);
    }
  }

  /** All topics with their own names behind a prefix, e.g. {@code wavecast.observations}. */
  public static Topics withPrefix(String prefix) {
    return new Topics(
        prefix + "observations",
        prefix + "forecasts",
        prefix + "deviations",
        prefix + "alerts",
        prefix + "dead-letters");
  }

  /** Where an event goes. */
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
