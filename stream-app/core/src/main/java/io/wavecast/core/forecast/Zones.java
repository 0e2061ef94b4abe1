package io.wavecast.core.forecast;

import io.wavecast.core.text.SeriesPattern;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * The time zone of each series. Immutable and thread-safe.
 *
 * @param rest of series that no pattern matches
 * @param patterns the first one that matches a series applies
 */
public record Zones(ZoneId rest, List<Zoned> patterns) implements Serializable {
  /** Coordinated Universal Time for all series. */
  public static final Zones UTC = of(ZoneOffset.UTC);

  public Zones {
    patterns = List.copyOf(patterns);
  }

  /** The time zone of some series. */
  public record Zoned(SeriesPattern series, ZoneId zone) implements Serializable {
    /**
     * Reads {@code PATTERN=ZONE}, e.g. {@code us.*=America/New_York} or {@code
     * zone=eu-*=Europe/Berlin}.
     *
     * @throws IllegalArgumentException when the text has another form, or there is no such pattern
     *     or zone
     */
    public static Zoned read(String text) {
      int at = text.lastIndexOf('=');
      if (at < 1) {
        throw new IllegalArgumentException(
            "time zone of series must be PATTERN=ZONE, got: '%s'".formatted(text));
      }
      return new Zoned(SeriesPattern.of(text.substring(0, at)), zone(text.substring(at + 1)));
    }

    private static ZoneId zone(String text) {
      try {
        return ZoneId.of(text);
      } catch (DateTimeException e) {
        throw new IllegalArgumentException(
            "time zone must be one such as Europe/Berlin, UTC or +02:00, got: '%s'".formatted(text),
            e);
      }
    }
  }

  /** One time zone for all series. */
  public static Zones of(ZoneId zone) {
    return new Zones(zone, List.of());
  }

  /** Whether a pattern looks at labels. */
  public boolean usesLabels() {
    for (Zoned each : patterns) {
      if (each.series().usesLabels()) {
        return true;
      }
    }
    return false;
  }

  /**
   * The time zone of a series.
   *
   * @param labels of the series by name; they do not matter where {@link #usesLabels} is false
   */
  public ZoneId of(String series, Map<String, String> labels) {
    for (Zoned each : patterns) {
      if (each.series().matches(series, labels)) {
        return each.zone();
      }
    }
    return rest;
  }
}
