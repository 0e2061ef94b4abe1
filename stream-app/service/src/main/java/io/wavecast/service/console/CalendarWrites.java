package io.wavecast.service.console;

import io.wavecast.core.text.Durations;
import io.wavecast.core.text.UsageException;
import io.wavecast.kafka.acl.Program;
import io.wavecast.schemas.calendar.CalendarEntry;
import io.wavecast.schemas.calendar.CalendarEntry.Effect;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.topics.CalendarTopic;
import io.wavecast.service.topics.NormalAlerts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes entries of the calendar topic, as {@code calendar add} and {@code alerts ack} do. */
public final class CalendarWrites {
  private static final Logger LOG = LoggerFactory.getLogger(CalendarWrites.class);

  /** Why a console cannot write. */
  static final String NEEDED = "the console writes only with http.token-file and calendar.enabled";

  private static final Duration LONGEST_MUTE = Duration.ofDays(31);

  private final ServiceConfig config;
  private final Function<String, @Nullable Long> newest;

  /**
   * @param newest time of the newest value of a series, ms since the epoch; null if not known
   */
  public CalendarWrites(ServiceConfig config, Function<String, @Nullable Long> newest) {
    this.config = config;
    this.newest = newest;
  }

  /**
   * Mutes the alerts of a series from its newest value on; an earlier mute of it by the console
   * ends.
   *
   * @param length how long, e.g. {@code 2h}; zero: only the earlier mute ends
   * @return the name of the entry
   */
  String mute(String series, String length) {
    Duration lasts = duration(length);
    String pattern = NormalAlerts.patternOf(series);
    Long seen = newest.apply(series);
    if (seen == null) {
      throw new UsageException("series is not known: '" + series + "'");
    }
    long now = System.currentTimeMillis();
    long from = Math.min(seen, now);
    UUID id = UUID.nameUUIDFromBytes(series.getBytes(StandardCharsets.UTF_8));
    String name = "mute-" + id;
    CalendarTopic topic = CalendarTopic.open(config, Program.CALENDAR, LOG::warn);
    if (lasts.isZero()) {
      topic.write(name, Optional.empty());
      LOG.info("console: the mute of {} is removed ({})", series, name);
      return name;
    }
    CalendarEntry entry =
        CalendarEntry.once(
            name,
            pattern,
            Instant.ofEpochMilli(from),
            Instant.ofEpochMilli(now).plus(lasts),
            Effect.MUTE);
    topic.write(name, Optional.of(entry));
    LOG.info("console: alerts of {} muted until {} UTC ({})", series, entry.end(), name);
    return name;
  }

  private static Duration duration(String length) {
    try {
      Duration lasts = Durations.parse(length);
      if (lasts.isNegative() || lasts.compareTo(LONGEST_MUTE) > 0) {
        throw new IllegalArgumentException("must be in 0..31d, got: " + length);
      }
      return lasts;
    } catch (IllegalArgumentException e) {
      throw new UsageException("parameter for " + e.getMessage(), e);
    }
  }

  /**
   * Says that the latest alert of a series was normal.
   *
   * @param started when that alert began, ms since the epoch
   * @return the name of the entry
   */
  String normal(String series, long started) {
    CalendarTopic calendar = CalendarTopic.open(config, Program.ALERTS_ACK, LOG::warn);
    NormalAlerts normals = new NormalAlerts(config, calendar);
    Alert alert =
        normals
            .latest(a -> a.series().equals(series) && a.started() == started)
            .orElseThrow(
                () -> new UsageException("only the latest alert of a series can be normal"));
    normals.requireScore(alert);
    Instant until = NormalAlerts.until(alert, System.currentTimeMillis());
    CalendarEntry entry =
        normals.known(alert).orElseGet(() -> normals.acknowledge(alert, Optional.empty(), until));
    LOG.info("console: alert of {} was normal ({})", series, entry.name());
    return entry.name();
  }
}
