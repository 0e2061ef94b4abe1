package io.wavecast.config;

import io.wavecast.core.aggregate.AggregationSpec;
import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.calendar.CalendarText;
import io.wavecast.core.chorale.ChoraleSpec;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.RuleText;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.forecast.window.WindowSettings;
import io.wavecast.core.incident.IncidentSpec;
import io.wavecast.core.ingest.IngestSpec;
import io.wavecast.core.sketch.SketchSpec;
import io.wavecast.core.text.SeriesPattern;
import io.wavecast.core.text.UsageException;
import io.wavecast.schemas.TopicNames;
import io.wavecast.schemas.chorale.ChoraleTopics;
import io.wavecast.schemas.forecast.FlatEvent;
import io.wavecast.schemas.forecast.ObservationFormat;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.schemas.incident.IncidentTopics;
import io.wavecast.schemas.sketch.SketchTopics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Turns settings into what the pipelines of core take, for both hosts. Each method throws a {@link
 * UsageException} when settings contradict each other.
 */
public final class PipelineSettings {
  private PipelineSettings() {}

  /** Checks that the settings of all pipelines, enabled or not, go together. */
  public static void check(Settings s) {
    forecasts(s, StreamSettings.DEFAULT_MAX_RECORD_BYTES);
    inputs(s, StreamSettings.DEFAULT_MAX_RECORD_BYTES);
    aggregation(s, StreamSettings.DEFAULT_MAX_RECORD_BYTES);
    calendarTopic(s);
    incidentTopics(s);
    sketchTopics(s);
    choraleTopics(s);
    SchemaKeys.check(s);
    DeliveryKeys.check(s);
  }

  /** Topics of the forecasts. */
  public static Topics topics(Settings s) {
    requireDifferent(s);
    return named(
        "topics",
        () ->
            new Topics(
                name(s, TopicKeys.OBSERVATIONS, "observations"),
                name(s, TopicKeys.FORECASTS, "forecasts"),
                name(s, TopicKeys.DEVIATIONS, "deviations"),
                name(s, TopicKeys.ALERTS, "alerts"),
                deadLetters(s)));
  }

  /** Topics of the incidents; empty if these are not enabled. */
  public static Optional<IncidentTopics> incidentTopics(Settings s) {
    String alerts = topics(s).alerts();
    String incidents = name(s, TopicKeys.INCIDENTS, "incidents");
    return Optional.of(named("topics", () -> new IncidentTopics(alerts, incidents, deadLetters(s))))
        .filter(topics -> s.get(IncidentKeys.ENABLED));
  }

  /** The topics of the events that are also written as flat records. */
  public static Map<FlatEvent, String> flatTopics(Settings s) {
    return named("topics", () -> FlatOutputs.topics(s));
  }

  /** The topic whose events the service sends to receivers. */
  public static String delivered(Settings s) {
    if (s.get(DeliveryKeys.EVENTS) == DeliveredEvents.ALERTS) {
      return topics(s).alerts();
    }
    return incidentTopics(s)
        .orElseThrow(
            () -> new UsageException("delivery.events=incidents needs incidents.enabled=true"))
        .incidents();
  }

  /**
   * The pipeline of incidents; empty if it is not enabled.
   *
   * @param maxRecordBytes largest record that may be written, bytes
   */
  public static Optional<IncidentSpec> incidents(Settings s, int maxRecordBytes) {
    return incidentTopics(s)
        .map(topics -> new IncidentSpec(topics, s.get(IncidentKeys.WINDOW), maxRecordBytes));
  }

  /** Topics of the sketches; empty if these are not enabled. */
  public static Optional<SketchTopics> sketchTopics(Settings s) {
    String sketches = name(s, TopicKeys.SKETCHES, "sketches");
    String labels = name(s, TopicKeys.SKETCH_LABELS, "sketch-labels");
    return Optional.of(named("topics", () -> new SketchTopics(sketches, labels, deadLetters(s))))
        .filter(topics -> s.get(SketchKeys.ENABLED));
  }

  /** Topics of the chorales; empty if these are not enabled. */
  public static Optional<ChoraleTopics> choraleTopics(Settings s) {
    String requests = name(s, TopicKeys.CHORALE_REQUESTS, "chorale-requests");
    String notes = name(s, TopicKeys.CHORALE_NOTES, "chorale-notes");
    return Optional.of(named("topics", () -> new ChoraleTopics(requests, notes, deadLetters(s))))
        .filter(topics -> s.get(ChoraleKeys.ENABLED));
  }

  /**
   * The pipeline of forecasts.
   *
   * @param maxRecordBytes largest record that may be written, bytes
   */
  public static ForecastSpec forecasts(Settings s, int maxRecordBytes) {
    StreamSettings stream =
        new StreamSettings(
            topics(s),
            format(s),
            s.get(InputKeys.LATE_POLICY),
            s.get(EngineKeys.BATCH_SIZE),
            s.get(EngineKeys.BATCH_LINGER),
            maxRecordBytes,
            flatTopics(s));
    WindowSettings windows = SeriesSettings.windows(s);
    AlertSettings alerts = alerts(s);
    SeriesSettings.checkSilence(s, alerts, windows);
    return new ForecastSpec(
        stream,
        windows,
        alerts,
        s.get(EngineKeys.LEVEL),
        SeriesSettings.season(s),
        SeriesSettings.labels(s),
        calendar(s));
  }

  /**
   * The topic of calendar entries, whether it is enabled or not.
   *
   * @throws UsageException when another topic has its name
   */
  public static String calendarTopic(Settings s) {
    String topic = name(s, TopicKeys.CALENDAR, "calendar");
    List<String> all = new ArrayList<>(topics(s).all());
    all.add(topic);
    return named(
        "topics",
        () -> {
          TopicNames.check(all);
          return topic;
        });
  }

  /** The topic of calendar entries; empty if it is not enabled. */
  public static Optional<String> followedCalendar(Settings s) {
    return Optional.of(calendarTopic(s)).filter(topic -> s.get(CalendarKeys.ENABLED));
  }

  /** The calendar's entries in the settings. */
  public static Calendar calendar(Settings s) {
    s.requireWhole(CalendarKeys.ENTRIES, CalendarText::joined);
    return s.read(
        CalendarKeys.ENTRIES,
        entries -> Calendar.checked(CalendarText.readAll(entries, s.get(WindowKeys.ZONE))));
  }

  /**
   * The pipeline of sketches; empty if it is not enabled.
   *
   * @param maxRecordBytes largest record that may be written, bytes
   */
  public static Optional<SketchSpec> sketches(Settings s, int maxRecordBytes) {
    return sketchTopics(s)
        .map(
            topics ->
                new SketchSpec(
                    topics,
                    s.get(InputKeys.LATE_POLICY),
                    s.get(EngineKeys.BATCH_SIZE),
                    s.get(EngineKeys.BATCH_LINGER),
                    s.get(SketchKeys.KEEP),
                    maxRecordBytes));
  }

  /**
   * The pipeline of chorales; empty if it is not enabled.
   *
   * @param maxRecordBytes largest record that may be written, bytes
   */
  public static Optional<ChoraleSpec> chorales(Settings s, int maxRecordBytes) {
    return choraleTopics(s).map(topics -> new ChoraleSpec(topics, maxRecordBytes));
  }

  /**
   * The pipeline from foreign records to observations; empty if no input is configured.
   *
   * @param maxRecordBytes largest record that may be written, bytes
   */
  public static Optional<IngestSpec> inputs(Settings s, int maxRecordBytes) {
    return InputSettings.ingest(s, topics(s), events(s), maxRecordBytes);
  }

  /**
   * The pipeline from the events of inputs to observations; empty if no input has an aggregate.
   *
   * @param maxRecordBytes largest record that may be written, bytes
   */
  public static Optional<AggregationSpec> aggregation(Settings s, int maxRecordBytes) {
    return InputSettings.aggregation(s, topics(s), events(s), maxRecordBytes);
  }

  private static String events(Settings s) {
    return name(s, TopicKeys.EVENTS, "events");
  }

  /** Where a record holds the fields of an observation. */
  public static ObservationFormat format(Settings s) {
    return ObservationFormat.of(
            s.get(InputKeys.SERIES).orElse(""),
            s.get(InputKeys.TIMESTAMP).orElse(""),
            s.get(InputKeys.VALUE),
            s.get(InputKeys.MAX_BYTES))
        .withLabels(InputSettings.labels(s))
        .withMaxAhead(s.get(InputKeys.MAX_AHEAD));
  }

  static AlertSettings alerts(Settings s) {
    s.requireWhole(AlertKeys.RULES, SeriesPattern::joined);
    return s.read(
        AlertKeys.RULES,
        rules ->
            new AlertSettings(
                RuleText.readAll(rules),
                s.get(AlertKeys.FALSE_ALERTS),
                s.get(AlertKeys.ACCEPT_AFTER)));
  }

  private static String deadLetters(Settings s) {
    return name(s, TopicKeys.DEAD_LETTERS, "dead-letters");
  }

  /** Two keys must not name the same topic. */
  private static void requireDifferent(Settings s) {
    Map<String, Key<?>> named = new HashMap<>();
    for (Key<Optional<String>> key : TopicKeys.NAMES) {
      Optional<String> topic = s.get(key);
      Key<?> other = topic.isEmpty() ? null : named.putIfAbsent(topic.get(), key);
      if (other != null) {
        throw s.refuse(
            key, " must not be the topic of %s, got: '%s'".formatted(other.name(), topic.get()));
      }
    }
  }

  static String name(Settings s, Key<Optional<String>> key, String byDefault) {
    return s.get(key).orElseGet(() -> s.get(TopicKeys.PREFIX) + byDefault);
  }

  /** What a key's text means; the error says where the text was given. */
  static <T> T parsed(Settings s, Key<?> key, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw s.refuse(key, ": " + e.getMessage());
    }
  }

  private static <T> T named(String what, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new UsageException(what + ": " + e.getMessage(), e);
    }
  }
}
