package io.wavecast.service.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.forecast.alert.AlertRule;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.Limits;
import io.wavecast.core.forecast.alert.RuleText;
import io.wavecast.core.forecast.alert.RuleTrial;
import io.wavecast.core.text.CauseText;
import io.wavecast.core.text.Durations;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.UsageException;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.incident.Incident;
import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.service.metrics.ServiceStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the console asks for, as JSON. It knows no HTTP library: the server hands it the path and
 * the parameters of a request. Times are ms since the epoch. Thread-safe.
 *
 * <pre>
 *   /api/status         rates, latencies, counts, models; {alone} where no pipeline runs here
 *   /api/series         match, label, state, after, limit: {series: [{key, labels, alert, time}],
 *                       matching, total, listed, complete, problem}
 *   /api/history        series, from, to, points: a {@link Timeline} with {ahead, episodes,
 *                       incidents, complete}; without a time the newest values
 *   /api/trial          as /api/history, and a rule: the {episodes} that it would have made
 *   /api/alerts         from, to, match, label: {alerts: [{id, series, begin, calm, end, open,
 *                       worst, reason, ...}], matching}
 *   /api/incidents      from, match, label
 *   /api/dead-letters   reasons and sources of the newest
 *   /api/stream         as /api/series, and detailed: events, see {@link #changes}
 *   /api/pages          {pages: [{name, title, problem}]}, see {@link ConsolePages}
 *   /api/follow         page, key: the records of a key as events
 *   POST /api/mute      series, for; POST /api/normal: series, started
 *   POST /api/send      page, key: the body is the value of a record
 * </pre>
 *
 * {@code match} is parts of keys, and labels such as {@code zone=eu-*}, separated by blanks.
 */
public final class ConsoleApi {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleApi.class);

  /** Most open streams of changes; each takes a thread of the server. */
  public static final int MAX_STREAMS = 32;

  /** Most other requests at the same time, which may wait for the topics. */
  static final int MAX_REQUESTS = 32;

  private static final String FOLLOW = "/api/follow";
  private static final String SEND = "/api/send";

  /** The paths that are read as events, without an end. */
  public static final Set<String> STREAMS = Set.of("/api/stream", FOLLOW);

  /** The paths that are read. */
  public static final Set<String> READS =
      Set.of(
          "/api/status",
          "/api/series",
          "/api/history",
          "/api/trial",
          "/api/alerts",
          "/api/incidents",
          "/api/dead-letters",
          "/api/pages");

  /** The paths that write an entry of the calendar, or a record of a page. */
  public static final Set<String> WRITES = Set.of("/api/mute", "/api/normal", SEND);

  /** Longest life of a stream. The browser opens another, for which the token is checked again. */
  static final Duration LIFE = Duration.ofMinutes(15);

  private static final Duration TICK = Duration.ofSeconds(1);
  private static final int TILES = 24;
  private static final int MAX_TILES = 60;
  private static final int TILE_VALUES = 100;
  private static final int NEWEST_VALUES = 300;
  private static final int MAX_LISTED = 500;

  /** Shown before and after the time of a link, ms. */
  private static final long AROUND = Duration.ofMinutes(1).toMillis();

  /** Why there are no counts. */
  private static final String ALONE =
      "This is the console alone: rates, latencies and models are those of the process that"
          + " forecasts, which has them on its /metrics.";

  /** Most bodies that are read at the same time, so that slow ones hold no other request. */
  private static final int MAX_BODIES = 8;

  private static final ConsoleAnswer BUSY =
      ConsoleAnswer.error(503, "too many requests at the same time, try again");

  private static final ConsoleAnswer STARTING = ConsoleAnswer.error(503, "the service is starting");

  /** How long a request waits until the topics of states are read. */
  private static final Duration LOADING = Duration.ofSeconds(5);

  private final Supplier<Optional<ServiceStatus>> status;
  private final Supplier<Map<String, String>> notReady;
  private final AtomicReference<@Nullable ConsoleFeed> feed = new AtomicReference<>();
  private final AtomicReference<@Nullable CalendarWrites> writes = new AtomicReference<>();
  private final AtomicReference<@Nullable ConsolePages> pages = new AtomicReference<>();
  private final Semaphore streams = new Semaphore(MAX_STREAMS);
  private final Semaphore bodies = new Semaphore(MAX_BODIES);
  private final Semaphore requests = new Semaphore(MAX_REQUESTS);

  /**
   * @param status the state of the service; empty where no pipeline runs in this process
   * @param notReady why it is not ready, by part
   */
  public ConsoleApi(
      Supplier<Optional<ServiceStatus>> status, Supplier<Map<String, String>> notReady) {
    this.status = status;
    this.notReady = notReady;
  }

  /**
   * Where a console shows a series at a time.
   *
   * @param console its address; one with a '#' is of another page, and stays as it is
   * @param time ms since the epoch; the console widens what it shows until there are values enough
   */
  public static String link(String console, String series, long time) {
    return console.contains("#")
        ? console
        : "%s#series=%s&from=%d&to=%d&find=1"
            .formatted(
                // Alertmanager refuses a link without a path
                console.replaceFirst("(//[^/]+)$", "$1/"),
                URLEncoder.encode(series, UTF_8),
                Math.max(0, time - AROUND),
                time + AROUND);
  }

  /**
   * The service has started: from now on there are topics to read.
   *
   * @param calendar writes entries; null where the console may not
   * @param modules the pages of modules
   */
  public void started(ConsoleFeed topics, @Nullable CalendarWrites calendar, ConsolePages modules) {
    writes.set(calendar);
    pages.set(modules);
    feed.set(topics);
  }

  /** Answers one of {@link #READS}. */
  public ConsoleAnswer get(String path, ConsoleQuery query) {
    return answer(
        () -> {
          if (path.equals("/api/status")) {
            return ConsoleAnswer.of(status());
          }
          ConsoleFeed topics = feed.get();
          ConsolePages modules = pages.get();
          if (topics == null || modules == null) {
            return STARTING;
          }
          if (path.equals("/api/pages")) {
            return ConsoleAnswer.of(modules.json());
          }
          topics.look();
          return switch (path) {
            case "/api/series" -> ConsoleAnswer.of(series(topics, query));
            case "/api/history" -> ConsoleAnswer.of(history(topics, query));
            case "/api/trial" -> ConsoleAnswer.of(trial(topics, query));
            case "/api/alerts" -> ConsoleAnswer.of(alerts(topics, query));
            case "/api/incidents" -> ConsoleAnswer.of(incidents(topics, query));
            case "/api/dead-letters" ->
                ConsoleAnswer.of(
                    JsonWriter.fields("deadLetters", loaded(topics).deadLetters().json()));
            default -> ConsoleAnswer.error(404, "no such path");
          };
        });
  }

  /**
   * Answers one of {@link #WRITES}.
   *
   * @param body of the request, which only a page's record has
   */
  public ConsoleAnswer post(String path, ConsoleQuery query, InputStream body) {
    ConsolePages modules = pages.get();
    if (path.equals(SEND)) {
      if (modules == null) {
        return STARTING;
      }
      if (!bodies.tryAcquire()) {
        return BUSY;
      }
      byte[] record;
      try {
        record = ConsolePages.read(body);
      } finally {
        bodies.release();
      }
      return answer(() -> modules.send(query, record));
    }
    return answer(
        () -> {
          CalendarWrites calendar = writes.get();
          if (calendar == null) {
            return ConsoleAnswer.error(403, CalendarWrites.NEEDED);
          }
          ConsoleFeed topics = feed.get();
          if (topics != null) {
            topics.look();
            await(topics, topics::isListed);
          }
          return ConsoleAnswer.of(
              JsonWriter.fields(
                  "entry",
                  path.equals("/api/mute")
                      ? calendar.mute(query.required("series"), query.required("for"))
                      : calendar.normal(
                          query.required("series"),
                          query.number("started", 0, Long.MAX_VALUE, 0))));
        });
  }

  private ConsoleAnswer answer(Supplier<ConsoleAnswer> answer) {
    if (!requests.tryAcquire()) {
      return BUSY;
    }
    try {
      return answer.get();
    } catch (UsageException e) {
      return ConsoleAnswer.error(400, String.valueOf(e.getMessage()));
    } catch (SeriesHistory.BusyException e) {
      return ConsoleAnswer.error(503, String.valueOf(e.getMessage()));
    } catch (FailureException e) {
      return ConsoleAnswer.error(502, String.valueOf(e.getMessage()));
    } catch (KafkaException e) {
      LOG.debug("the topics cannot be read", e);
      return ConsoleAnswer.error(502, "the topics cannot be read: " + e.getMessage());
    } finally {
      requests.release();
    }
  }

  private Map<String, @Nullable Object> status() {
    return status.get().map(ConsoleApi::json).orElseGet(() -> JsonWriter.fields("alone", ALONE));
  }

  private static Map<String, @Nullable Object> json(ServiceStatus s) {
    return JsonWriter.fields(
        "series", s.series() < 0 ? null : s.series(),
        "observationsPerSecond", s.observationsPerSecond(),
        "forecastsPerSecond", s.forecastsPerSecond(),
        "latencyMs", JsonWriter.fields("p50", s.latencyP50() * 1000, "p99", s.latencyP99() * 1000),
        "observations", s.observations(),
        "forecasts", s.forecasts(),
        "deadLetters", s.deadLetters(),
        "behind", s.behind(),
        "late", s.late(),
        "models",
            s.models().stream()
                .map(
                    m ->
                        JsonWriter.fields(
                            "name", m.name(), "version", m.version(), "device", m.device()))
                .toList());
  }

  /** Waits a little until alerts and incidents are known. */
  private static ConsoleFeed loaded(ConsoleFeed topics) {
    await(topics, topics::isLoaded);
    return topics;
  }

  private static void await(ConsoleFeed topics, Supplier<Boolean> condition) {
    long deadline = System.nanoTime() + LOADING.toNanos();
    while (!condition.get() && System.nanoTime() < deadline && !topics.isClosed()) {
      pause(Duration.ofMillis(20));
    }
  }

  private static void pause(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailureException("interrupted", e);
    }
  }

  private static Map<String, @Nullable Object> series(ConsoleFeed topics, ConsoleQuery query) {
    await(topics, topics::isListed);
    SeriesIndex.Page page =
        topics
            .index()
            .find(
                query.search(),
                query.text("after"),
                (int) query.number("limit", 1, MAX_LISTED, 100));
    return page(topics, page);
  }

  private static Map<String, @Nullable Object> page(ConsoleFeed topics, SeriesIndex.Page page) {
    return JsonWriter.fields(
        "series", page.series().stream().map(each -> series(topics, each)).toList(),
        "matching", page.matching(),
        "total", page.total(),
        "more", page.hasMore(),
        "listed", topics.isListed(),
        "complete", topics.isComplete(),
        "problem", topics.problem());
  }

  private static Map<String, @Nullable Object> series(
      ConsoleFeed topics, SeriesIndex.Series series) {
    Map<String, @Nullable Object> json = JsonWriter.fields("key", series.key());
    if (!series.labels().isEmpty()) {
      json.put("labels", series.labels());
    }
    if (topics.isRate(series)) {
      json.put("rate", true);
    }
    if (series.alert() != null) {
      json.put("alert", LiveStream.alert(series.alert()));
    }
    if (series.place() != null) {
      json.put("time", series.place().time());
    }
    return json;
  }

  private static Map<String, @Nullable Object> history(ConsoleFeed topics, ConsoleQuery query) {
    String key = query.required("series");
    int points = (int) query.number("points", 10, Timeline.MAX_POINTS, Timeline.MAX_POINTS);
    long to = query.number("to", 0, Long.MAX_VALUE, Long.MAX_VALUE);
    long from = query.number("from", 0, Long.MAX_VALUE, 0);
    loaded(topics);
    SeriesHistory.Found found = found(topics, query, Math.min(points, NEWEST_VALUES));
    List<Deviation> values = found.values();
    Timeline timeline = new Timeline(points);
    values.forEach(value -> timeline.add(value, null));
    long begin = values.isEmpty() ? from : values.get(0).timestamp();
    long end =
        values.isEmpty()
            ? Math.min(to, System.currentTimeMillis())
            : values.get(values.size() - 1).timestamp();
    Map<String, @Nullable Object> json = JsonWriter.fields("key", key);
    Optional<SeriesIndex.Series> series = topics.index().get(key);
    series.ifPresent(each -> json.putAll(series(topics, each)));
    Limits limits = topics.rules().ruleOf(key, labels(topics, key)).limits();
    json.put(
        "limits",
        limits == null
            ? List.of()
            : DoubleStream.of(limits.above(), limits.below())
                .filter(Double::isFinite)
                .boxed()
                .toList());
    json.put("complete", found.isComplete());
    json.put("mutedBy", values.isEmpty() ? "" : values.get(values.size() - 1).calendar().mutedBy());
    json.putAll(timeline.json());
    found.forecast().ifPresent(forecast -> json.put("ahead", LiveStream.ahead(forecast, true)));
    List<AlertLog.Span> alerts =
        topics.alerts().find(a -> a.series().equals(key) && a.overlaps(begin, Math.max(end, to)));
    json.put("episodes", alerts.stream().map(a -> episode(topics, a, end)).toList());
    json.put(
        "incidents",
        topics.incidents().snapshot().stream()
            .filter(i -> i.series().contains(key) && i.members() > 1)
            .filter(i -> i.since() <= Math.max(end, to))
            .filter(i -> i.state() == Incident.State.OPEN || i.changed() >= begin)
            .map(IncidentsJson::incident)
            .toList());
    return json;
  }

  /** The values of the requested time; without one the newest values. */
  private static SeriesHistory.Found found(ConsoleFeed topics, ConsoleQuery query, int most) {
    String key = query.required("series");
    return query.has("from") || query.has("to")
        ? topics
            .history()
            .between(
                key,
                query.number("from", 0, Long.MAX_VALUE, 0),
                query.number("to", 0, Long.MAX_VALUE, Long.MAX_VALUE))
        : topics.history().newest(key, most);
  }

  /**
   * The alerts of a rule, tried from the first value on. Limits are compared with values, not with
   * forecasts.
   */
  private static Map<String, @Nullable Object> trial(ConsoleFeed topics, ConsoleQuery query) {
    AlertSettings rules = topics.rules().withRules(List.of(rule(query.text("rule"))));
    SeriesHistory.Found found = found(topics, query, NEWEST_VALUES);
    AlertLog log = new AlertLog();
    RuleTrial trial = new RuleTrial(rules, null, Calendar.EMPTY, (alert, at) -> log.add(alert));
    for (Deviation value : found.values()) {
      trial.add(value, Map.of());
      trial.add(ofItself(value), Map.of());
    }
    trial.end();
    long end = found.values().stream().mapToLong(Deviation::timestamp).max().orElse(0);
    return JsonWriter.fields(
        "complete", found.isComplete(),
        "values", found.values().size(),
        "episodes", log.find(a -> true).stream().map(a -> episode(topics, a, end)).toList());
  }

  /** A forecast that repeats the value, so that limits are compared with the value. */
  private static Forecast ofItself(Deviation d) {
    float[] y = {d.y()};
    return new Forecast(
        d.series(), d.timestamp(), 1, y, y, y, 0.9, new ModelRef("none", "1"), true, false);
  }

  private static AlertRule rule(String text) {
    try {
      return RuleText.read("tried * " + text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  /** An alert as pictures take it. */
  private static Map<String, @Nullable Object> episode(
      ConsoleFeed topics, AlertLog.Span a, long newest) {
    long end = a.isOpen() ? Math.max(newest, a.begin()) : a.end();
    return JsonWriter.fields(
        "id", a.change().id(),
        "series", a.series(),
        "begin", a.begin(),
        "end", end,
        "calm", a.calm() == Long.MAX_VALUE ? null : a.calm(),
        "open", a.isOpen(),
        "lasted", Durations.words(Duration.ofMillis(end - a.begin())),
        "worst", a.worst(),
        "cause", CauseText.name(a.change().cause()),
        "rule", a.change().rule(),
        "reason", a.change().reason(),
        "normal", topics.wasNormal(a.change()),
        "labels", a.change().labels());
  }

  private static Map<String, @Nullable Object> alerts(ConsoleFeed topics, ConsoleQuery query) {
    long from = query.number("from", 0, Long.MAX_VALUE, 0);
    long to = query.number("to", 0, Long.MAX_VALUE, Long.MAX_VALUE);
    SeriesIndex.Search search = query.search();
    loaded(topics);
    List<AlertLog.Span> found =
        topics
            .alerts()
            .find(
                a ->
                    a.overlaps(from, to)
                        && topics.index().matches(search, a.series(), a.change().labels()));
    return JsonWriter.fields(
        "loaded", topics.isLoaded(),
        "matching", found.size(),
        "alerts",
            found.stream()
                .limit(MAX_LISTED)
                .map(a -> episode(topics, a, System.currentTimeMillis()))
                .toList());
  }

  private static Map<String, @Nullable Object> incidents(ConsoleFeed topics, ConsoleQuery query) {
    long from = query.number("from", 0, Long.MAX_VALUE, 0);
    SeriesIndex.Search search = query.search();
    loaded(topics);
    List<Incident> all =
        topics.incidents().snapshot().stream()
            .filter(i -> i.state() == Incident.State.OPEN || i.changed() >= from)
            .filter(
                i ->
                    i.series().stream()
                        .anyMatch(key -> topics.index().matches(search, key, labels(topics, key))))
            .toList();
    return IncidentsJson.of(topics.hasIncidents(), topics.isLoaded(), all);
  }

  private static Map<String, String> labels(ConsoleFeed topics, String key) {
    return topics.index().get(key).map(SeriesIndex.Series::labels).orElse(Map.of());
  }

  /**
   * Answers one of {@link #STREAMS} until the browser goes away, as server-sent events.
   *
   * @return the HTTP status: 200; before anything is sent also 400 for a wrong parameter, 404 for
   *     an unknown page, 503 with {@link #MAX_STREAMS} open
   * @throws IOException when the browser has gone
   */
  public int stream(String path, ConsoleQuery query, OutputStream out) throws IOException {
    if (!streams.tryAcquire()) {
      return 503;
    }
    try {
      if (path.equals(FOLLOW)) {
        ConsolePages modules = pages.get();
        return modules == null ? 503 : modules.follow(query, out);
      }
      return changes(query, out);
    } catch (UsageException e) {
      return 400;
    } finally {
      streams.release();
    }
  }

  /**
   * Sends {@code status}, then {@code tiles} with the series that match and their newest values,
   * then {@code values} with newer values, forecasts and alerts, at most once a second.
   */
  private int changes(ConsoleQuery query, OutputStream out) throws IOException {
    try (Subscriber browser = new Subscriber(query, out)) {
      long end = System.nanoTime() + LIFE.toNanos();
      out.write("retry: 2000\n\n".getBytes(UTF_8));
      for (long tick = 0; System.nanoTime() < end && browser.tick(tick); tick++) {
        pause(TICK);
      }
      return 200;
    }
  }

  /** The series and values sent to one browser. Not thread-safe. */
  private final class Subscriber implements AutoCloseable {
    private final ConsoleQuery query;
    private final SeriesIndex.Search search;
    private final int limit;
    private final OutputStream out;
    private final LiveStream live = new LiveStream();
    private String detailed;
    private int shown;
    private boolean isListed;

    Subscriber(ConsoleQuery query, OutputStream out) {
      this.query = query;
      this.search = query.search();
      this.limit = (int) query.number("limit", 1, MAX_TILES, TILES);
      this.detailed = query.text("detailed");
      this.out = out;
    }

    /** Sends status, tiles and new values; false when the console closes. */
    boolean tick(long tick) throws IOException {
      ConsoleFeed topics = feed.get();
      if (topics != null && topics.isClosed()) {
        return false;
      }
      if (tick % 2 == 0) {
        send("status", status(topics));
      }
      if (topics != null) {
        topics.look();
        if (tick % 2 == 0 && topics.isLoaded()) {
          list(topics);
        }
        List<Map<String, @Nullable Object>> changes = live.take();
        if (!changes.isEmpty()) {
          send("values", changes);
        }
      }
      out.flush();
      return true;
    }

    private Map<String, @Nullable Object> status(@Nullable ConsoleFeed topics) {
      Map<String, @Nullable Object> json = ConsoleApi.this.status();
      json.put("reasons", notReady.get());
      json.put("writes", writes.get() != null);
      if (topics != null) {
        json.put("listed", topics.isListed());
        json.put("total", topics.index().size());
        if (topics.isLoaded()) {
          json.put("firing", topics.index().firing().size());
          topics
              .index()
              .worst(topics::isMuted)
              .map(alert -> JsonWriter.fields("key", alert.series(), "state", alert.state()))
              .ifPresent(worst -> json.put("worst", worst));
          topics
              .alerts()
              .lastEnded()
              .map(a -> JsonWriter.fields("key", a.series(), "begin", a.begin(), "end", a.end()))
              .ifPresent(last -> json.put("last", last));
          json.put("version", topics.version());
        }
        json.put("problem", topics.problem());
      }
      return json;
    }

    /** Sends the list of tiles, again while it has room for more series. */
    private void list(ConsoleFeed topics) throws IOException {
      if (isListed && (shown >= limit || !search.states().isEmpty())) {
        return;
      }
      SeriesIndex.Page page = topics.index().find(search, query.text("after"), limit);
      if (isListed
          ? page.series().size() == shown
          : page.series().isEmpty() && !topics.isListed()) {
        return;
      }
      isListed = topics.isListed();
      shown = page.series().size();
      Map<String, @Nullable Object> json = page(topics, page);
      String chosen = detailed.isEmpty() ? first(page) : detailed;
      detailed = isListed ? chosen : detailed; // it stays, however the list changes
      json.put("detailed", chosen);
      topics.open(live);
      List<String> unread =
          live.show(page.series().stream().map(SeriesIndex.Series::key).toList(), chosen);
      send("tiles", json);
      out.flush();
      if (unread.isEmpty()) {
        return;
      }
      List<Map<String, @Nullable Object>> values = new ArrayList<>();
      try {
        topics
            .history()
            .newest(unread, TILE_VALUES)
            .forEach((key, found) -> values.add(live.read(key, found)));
        send("values", values);
      } catch (SeriesHistory.BusyException | FailureException | KafkaException e) {
        LOG.debug("values cannot be read, trying again", e);
        live.show(List.of(), ""); // all are unread at the next try
        isListed = false;
      }
    }

    /** The first series that alerts critically, else the first that alerts, else the first. */
    private static String first(SeriesIndex.Page page) {
      return page.series().stream()
          .min(Comparator.comparingInt(Subscriber::turn))
          .map(SeriesIndex.Series::key)
          .orElse("");
    }

    private static int turn(SeriesIndex.Series series) {
      Alert alert = series.alert();
      return alert == null ? 2 : alert.state() == Alert.State.CRITICAL ? 0 : 1;
    }

    private void send(String event, Object data) throws IOException {
      out.write(("event: " + event + "\ndata: ").getBytes(UTF_8));
      out.write(JsonWriter.value(data));
      out.write("\n\n".getBytes(UTF_8));
    }

    @Override
    public void close() {
      Optional.ofNullable(feed.get()).ifPresent(topics -> topics.close(live));
    }
  }
}
