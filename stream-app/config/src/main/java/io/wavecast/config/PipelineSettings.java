package io.wavecast.config;

import io.wavecast.core.aggregate.AggregationSpec;
import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.calendar.CalendarText;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.RuleText;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.forecast.window.WindowSettings;
import io.wavecast.core.incident.IncidentSpec;
import io.wavecast.core.ingest.IngestSpec;
import io.wavecast.core.text.NamedSettings;
import io.wavecast.core.text.UsageException;
import io.wavecast.registry.ValueFormat;
import io.wavecast.schemas.TopicNames;
import io.wavecast.schemas.forecast.FlatEvent;
import io.wavecast.schemas.forecast.ObservationFormat;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.schemas.incident.IncidentTopics;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Turns settings into what the pipelines of core take, for both hosts. Each method throws a {@link
 * UsageException} when settings contradict each other.
 */
public final class PipelineSettings {
  private PipelineSettings() {}

  /** Checks that the settings of all pipelines, enabled or not, go together. */
  public static void check(Settings s) {
    calendarTopic(s);
    incidentTopics(s);
    for (PipelineModule<?> module : PipelineModules.ALL) {
      var unused = module.spec(s, StreamSettings.DEFAULT_MAX_RECORD_BYTES);
      List<String> names = new ArrayList<>(List.of(deadLetters(s)));
      module.topics().forEach(topic -> names.add(topic.name(s)));
      checkNames(s, names);
    }
    ClientTlsKeys.check(s);
    SchemaKeys.check(s);
    DeliveryKeys.check(s);
  }

  /** Topics of the forecasts. */
  public static Topics topics(Settings s) {
    return named(
        s,
        () ->
            new Topics(
                TopicKeys.name(s, "observations"),
                TopicKeys.name(s, "forecasts"),
                TopicKeys.name(s, "deviations"),
                TopicKeys.name(s, "alerts"),
                deadLetters(s)));
  }

  /** Topics of the incidents; empty if these are not enabled. */
  public static Optional<IncidentTopics> incidentTopics(Settings s) {
    String alerts = topics(s).alerts();
    String incidents = TopicKeys.name(s, "incidents");
    return Optional.of(named(s, () -> new IncidentTopics(alerts, incidents, deadLetters(s))))
        .filter(topics -> s.get(IncidentKeys.ENABLED));
  }

  /** The topics of the events that are also written as flat records. */
  public static Map<FlatEvent, String> flatTopics(Settings s) {
    return named(s, () -> FlatOutputs.topics(s));
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
    String topic = TopicKeys.name(s, "calendar");
    List<String> all = new ArrayList<>(topics(s).all());
    all.add(topic);
    checkNames(s, all);
    return topic;
  }

  private static void checkNames(Settings s, List<String> topics) {
    boolean unused =
        named(
            s,
            () -> {
              TopicNames.check(topics);
              return true;
            });
  }

  /** The topic of calendar entries; empty if it is not enabled. */
  public static Optional<String> followedCalendar(Settings s) {
    return Optional.of(calendarTopic(s)).filter(topic -> s.get(CalendarKeys.ENABLED));
  }

  /** The calendar's entries in the settings. */
  public static Calendar calendar(Settings s) {
    ZoneId zone = s.get(WindowKeys.ZONE);
    return s.read(
        CalendarKeys.ENTRIES, item -> CalendarText.read(object(item), zone), Calendar::checked);
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
    return TopicKeys.name(s, "events");
  }

  /** Where a record of the observations topic holds the fields of an observation. */
  public static ObservationFormat format(Settings s) {
    ObservationFormat f = InputSettings.direct(s).fields();
    return new ObservationFormat(
        f.series(),
        f.timestamp(),
        f.value(),
        f.labels(),
        s.get(InputKeys.MAX_BYTES),
        s.get(InputKeys.MAX_AHEAD).orElse(null));
  }

  /** How values of the observations topic are written. */
  public static ValueFormat observations(Settings s) {
    return InputSettings.direct(s).values();
  }

  /** The alert rules of the settings: texts by key. */
  public static List<Map<String, String>> rules(Settings s) {
    return s.read(AlertKeys.RULES, PipelineSettings::object, rules -> rules);
  }

  /** When series alert. */
  public static AlertSettings alerts(Settings s) {
    return s.read(
        AlertKeys.RULES,
        item -> RuleText.read(object(item)),
        rules -> {
          RuleText.requireUsed(rules);
          return new AlertSettings(
              rules, s.get(AlertKeys.FALSE_ALERTS), s.get(AlertKeys.ACCEPT_AFTER));
        });
  }

  /** Texts by key; outside of a file an item may be the line that says the same. */
  private static Map<String, String> object(Object item) {
    if (!(item instanceof Map<?, ?> map)) {
      return NamedSettings.split(String.valueOf(item));
    }
    Map<String, String> texts = new LinkedHashMap<>();
    map.forEach((key, value) -> texts.put(String.valueOf(key), text(String.valueOf(key), value)));
    return texts;
  }

  private static String text(String key, Object value) {
    if (value instanceof Map<?, ?>) {
      throw new IllegalArgumentException(key + " must be plain text, not keys and values");
    }
    if (value instanceof List<?> && key.equals("series")) {
      throw new IllegalArgumentException("series must be one pattern, not a list");
    }
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
        : String.valueOf(value);
  }

  private static String deadLetters(Settings s) {
    return TopicKeys.name(s, "dead-letters");
  }

  /** What a key's text means; the error says where the text was given. */
  static <T> T parsed(Settings s, Key<?> key, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw s.refuse(key, ": " + e.getMessage());
    }
  }

  private static <T> T named(Settings s, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw s.refuse(TopicKeys.NAMES, ": " + e.getMessage());
    }
  }
}
