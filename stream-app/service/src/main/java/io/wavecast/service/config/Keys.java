package io.wavecast.service.config;

import io.wavecast.core.forecast.deviation.Profile;
import io.wavecast.core.stream.LatePolicy;
import io.wavecast.onnx.file.ComposerFile;
import io.wavecast.onnx.run.Device;
import io.wavecast.schemas.forecast.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every setting, declared once. CONFIG.md is made from these. */
public final class Keys {
  private static final String TOPIC_RANGE = "1..249 of the characters a-z A-Z 0-9 . _ -";
  private static final String TOPIC_REGEX = "[a-zA-Z0-9._-]{1,249}";
  private static final String SERVER_REGEX = "(\\[[0-9a-fA-F:.]+]|[^,:\\s\\[\\]]+):\\d+";
  private static final String POINTER_RANGE = "a JSON pointer such as /data/value";
  private static final String POINTER_REGEX = "(/[^/]*)+";

  private Keys() {}

  public static final Key<String> BOOTSTRAP_SERVERS =
      new Key<>(
          "bootstrap-servers",
          Group.KAFKA,
          Type.text(
              "HOST:PORT, several parted by commas", SERVER_REGEX + "(," + SERVER_REGEX + ")*"),
          "127.0.0.1:9092",
          "Brokers to ask for the cluster's addresses");

  public static final Key<String> TOPIC_PREFIX =
      new Key<>(
          "topics.prefix",
          Group.TOPICS,
          Type.text("0..200 of the characters a-z A-Z 0-9 . _ -", "[a-zA-Z0-9._-]{0,200}"),
          Topics.DEFAULT_PREFIX,
          "Goes before the name of each topic that is not set itself");
  public static final Key<Optional<String>> OBSERVATIONS =
      topic("observations", "Topic that observations are read from");
  public static final Key<Optional<String>> FORECASTS =
      topic("forecasts", "Topic that forecasts are written to");
  public static final Key<Optional<String>> DEVIATIONS =
      topic("deviations", "Topic that deviations from the forecasts are written to");
  public static final Key<Optional<String>> ALERTS =
      topic("alerts", "Topic that alerts are written to; compacted");
  public static final Key<Optional<String>> SKETCHES =
      topic("sketches", "Topic that sketches are read from, where they are labelled");
  public static final Key<Optional<String>> SKETCH_LABELS =
      topic("sketch-labels", "Topic that labels of sketches are written to; compacted");
  public static final Key<Optional<String>> DEAD_LETTERS =
      topic("dead-letters", "Topic that unreadable records are set aside on");
  public static final Key<Integer> PARTITIONS =
      new Key<>(
          "topics.partitions",
          Group.TOPICS,
          Type.whole(1, 10_000),
          "4",
          "Partitions of topics that are created: the most stream threads that can share the work");
  public static final Key<Optional<Integer>> REPLICATION =
      new Key<>(
          "topics.replication",
          Group.TOPICS,
          Type.optional(Type.whole(1, 100)),
          "",
          "Replicas of topics that are created; empty: what the brokers take by default");
  public static final Key<Optional<Duration>> RETENTION =
      new Key<>(
          "topics.retention",
          Group.TOPICS,
          Type.optional(Type.duration(Duration.ofMinutes(1), Duration.ofDays(36_500))),
          "",
          "How long topics that are created keep a record, by the record's own time, so that a"
              + " limit soon deletes replayed history; empty: for ever");
  public static final Key<Optional<Long>> RETENTION_BYTES =
      new Key<>(
          "topics.retention-bytes",
          Group.TOPICS,
          Type.optional(Type.bytes(1 << 20)),
          "",
          "How much of each partition topics that are created keep; empty: all, in the demo 256m");

  public static final Key<Optional<String>> POINTER_SERIES =
      pointer(
          "series", "", "Where the series key stands in a record's value; empty: the record's key");
  public static final Key<Optional<String>> POINTER_TIMESTAMP =
      pointer(
          "timestamp",
          "/timestamp",
          "Where the time stands in a record's value; empty: the record's own time");
  public static final Key<String> POINTER_VALUE =
      new Key<>(
          "input.value",
          Group.READING,
          Type.text(POINTER_RANGE, POINTER_REGEX),
          "/value",
          "Where the number stands in a record's value");
  public static final Key<Integer> MAX_BYTES =
      new Key<>(
          "input.max-bytes",
          Group.READING,
          Type.whole(16, 10_000_000),
          "65536",
          "Longest value of a record, in bytes; a longer one is a dead letter");
  public static final Key<Optional<Duration>> MAX_AHEAD =
      new Key<>(
          "input.max-ahead",
          Group.READING,
          Type.optional(Type.duration(Duration.ZERO, Duration.ofDays(36_500))),
          "1h",
          "How far the time in a payload may lie ahead of its record's own; one further ahead is a"
              + " dead letter, since all that follows it in its series would be late; empty: any"
              + " distance");

  public static final Key<Optional<Duration>> STEP =
      new Key<>(
          "window.step",
          Group.WINDOWS,
          Type.optional(Type.duration(Duration.ofMillis(1), Duration.ofDays(3650))),
          "",
          "Time between two observations; empty: the median of the last intervals");
  public static final Key<Integer> MAX_GAP =
      new Key<>(
          "window.max-gap",
          Group.WINDOWS,
          Type.whole(0, 13),
          "5",
          "Most missing observations in a row that are filled in; a longer gap begins the window"
              + " anew");
  public static final Key<LatePolicy> LATE =
      new Key<>(
          "window.late",
          Group.WINDOWS,
          Type.oneOf(LatePolicy.class),
          "drop",
          "What becomes of an observation that is older than the newest of its series");

  public static final Key<Profile> PROFILE =
      new Key<>(
          "deviations.profile",
          Group.DEVIATIONS,
          Type.oneOf(Profile.class),
          "full",
          "How much is kept of each series to judge it by; light for very many series");
  public static final Key<List<String>> ALERT_RULES =
      new Key<>(
          "alerts.rules",
          Group.DEVIATIONS,
          Type.words(
              "NAME PATTERN [SETTING=VALUE...], the first whose pattern fits a series counts"),
          "",
          "When which series alert, e.g. web web.* breaches=3 of=5 stale=5m; settings: warning and"
              + " critical (scores above which an observation breaches; 1 and 2), breaches of the last"
              + " so many (2 of 3), recovery (score that is as expected; 0.5), calm (so many of those"
              + " in a row end it; 5), cool-down (0s), side (both, above or below), min-absolute and"
              + " min-relative (least distance from the forecast; 0), stale (silence that alerts, by this"
              + " machine's clock, or by the records' times while the stream is behind)");

  public static final Key<String> MODEL =
      new Key<>(
          "model",
          Group.MODELS,
          Type.text("the name of a model; './wavecast models list' shows them"),
          "default",
          "Model for every series that no route names another for");
  public static final Key<List<String>> ROUTES =
      new Key<>(
          "models.routes",
          Group.MODELS,
          Type.words("PATTERN=MODEL, where * in the pattern is any text, the first match counts"),
          "",
          "Which series go to which model, e.g. wave.*=lstm,host.*=gru");
  public static final Key<Optional<Path>> MODELS_DIR =
      new Key<>(
          "models.dir",
          Group.MODELS,
          Type.optional(Type.path()),
          "",
          "Folder of ONNX files that add to the shipped models or override them by name");
  public static final Key<Device> DEVICE =
      new Key<>(
          "device",
          Group.MODELS,
          Type.oneOf(Device.class),
          "auto",
          "Where models run; auto takes a GPU if there is a usable one, cuda refuses to start"
              + " without one");

  public static final Key<Boolean> SKETCHES_ENABLED =
      new Key<>(
          "sketches.enabled",
          Group.SKETCHES,
          Type.flag(),
          "false",
          "Whether this process labels sketches, by a stream of its own beside the forecasts");
  public static final Key<Optional<Path>> SKETCHES_MODEL =
      new Key<>(
          "sketches.model",
          Group.SKETCHES,
          Type.optional(Type.path()),
          "",
          "ONNX file of a sketch classifier; empty: the one that is shipped, of 20 classes");
  public static final Key<Duration> SKETCHES_KEEP =
      new Key<>(
          "sketches.keep",
          Group.SKETCHES,
          Type.duration(Duration.ofSeconds(1), Duration.ofDays(365)),
          "10m",
          "How long a drawing is remembered after its newest sketch, by the sketches' own time");

  public static final Key<String> APPLICATION_ID =
      new Key<>(
          "application-id",
          Group.ENGINE,
          Type.text("1..200 of the characters a-z A-Z 0-9 . _ -", "[a-zA-Z0-9._-]{1,200}"),
          "wavecast",
          "Consumer group, and the prefix of internal topics: instances that share it share the"
              + " work");
  public static final Key<Guarantee> GUARANTEE =
      new Key<>(
          "guarantee",
          Group.ENGINE,
          Type.oneOf(Guarantee.class),
          "exactly-once",
          "What a crash may do: nothing at all, or repeat or leave out some forecasts, for less"
              + " latency");
  public static final Key<Integer> THREADS =
      new Key<>("threads", Group.ENGINE, Type.whole(1, 256), "2", "Stream threads of this process");
  public static final Key<Integer> BATCH_SIZE =
      new Key<>(
          "batch.size",
          Group.ENGINE,
          Type.whole(1, 4096),
          "64",
          "Most windows that are forecast in one run of a model");
  public static final Key<Duration> BATCH_WAIT =
      new Key<>(
          "batch.wait",
          Group.ENGINE,
          Type.duration(Duration.ofMillis(1), Duration.ofSeconds(10)),
          "20ms",
          "Longest time that an observation waits for its batch to fill");
  public static final Key<Long> CACHE =
      new Key<>(
          "cache",
          Group.ENGINE,
          Type.bytes(0),
          "64m",
          "Memory for states that are not yet written, beside the 1,024 of each partition that"
              + " are held anyway: takes of each series as much as its state, about 2.2 kB, in"
              + " the light profile 0.9 kB; where they do not all fit, 0 may be faster");
  public static final Key<Double> LEVEL =
      new Key<>(
          "level",
          Group.ENGINE,
          Type.share(),
          "0.9",
          "Share of the actual values that the intervals are meant to hold; the models' quantiles bound"
              + " it: 0.9 is the most for those shipped");
  public static final Key<Path> DATA_DIR =
      new Key<>(
          "data-dir",
          Group.DATA,
          Type.path(),
          "data",
          "Folder for the engine's state, and for the embedded broker's log; a start with the same"
              + " folder goes on where the last one ended");

  public static final Key<String> HTTP_HOST =
      new Key<>(
          "http.host",
          Group.HTTP,
          Type.text("a host name or an address", "[^\\s/]+"),
          "127.0.0.1",
          "Address to listen on; 0.0.0.0 is every network this machine is in");
  public static final Key<Integer> HTTP_PORT =
      new Key<>("http.port", Group.HTTP, Type.port(), "8080", "Port to listen on");
  public static final Key<List<String>> HTTP_ALLOWED_HOSTS =
      new Key<>(
          "http.allowed-hosts",
          Group.HTTP,
          Type.words("host names"),
          "",
          "Names, beside the one listened on, by which requests may call this service");

  public static final Key<Optional<URI>> ALERTMANAGER =
      new Key<>(
          "delivery.alertmanager.url",
          Group.DELIVERY,
          Type.optional(Type.url()),
          "",
          "Alertmanager's address, which /api/v2/alerts is added to; empty: it is not told");
  public static final Key<Optional<Path>> ALERTMANAGER_AUTHORIZATION =
      new Key<>(
          "delivery.alertmanager.authorization-file",
          Group.DELIVERY,
          Type.optional(Type.path()),
          "",
          "File with the Authorization header for it, such as: Bearer abc");
  public static final Key<Duration> ALERTMANAGER_RESEND =
      new Key<>(
          "delivery.alertmanager.resend",
          Group.DELIVERY,
          Type.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
          "1m",
          "How often it is told again of alerts that fire; it holds one for over that it has not"
              + " heard of for five times as long");
  public static final Key<Optional<URI>> WEBHOOK =
      new Key<>(
          "delivery.webhook.url",
          Group.DELIVERY,
          Type.optional(Type.url()),
          "",
          "Where each change of an alert is posted as JSON; empty: nowhere");
  public static final Key<Optional<Path>> WEBHOOK_SECRET =
      new Key<>(
          "delivery.webhook.secret-file",
          Group.DELIVERY,
          Type.optional(Type.path()),
          "",
          "File with the secret that signs each post (HMAC-SHA256, header Wavecast-Signature)");
  public static final Key<Optional<URI>> DELIVERY_LINK =
      new Key<>(
          "delivery.link",
          Group.DELIVERY,
          Type.optional(Type.url()),
          "",
          "Address that stands on alerts as the place to read on, e.g. that of a board in Grafana");
  public static final Key<Duration> DELIVERY_TIMEOUT =
      new Key<>(
          "delivery.timeout",
          Group.DELIVERY,
          Type.duration(Duration.ofMillis(100), Duration.ofMinutes(1)),
          "10s",
          "Longest time that one post may take before it is tried again");

  public static final Key<Boolean> CHORALES =
      new Key<>(
          "chorales.enabled",
          Group.CHORALES,
          Type.flag(),
          "false",
          "Whether this process composes chorales");
  public static final Key<Optional<String>> CHORALE_REQUESTS =
      new Key<>(
          "chorales.requests",
          Group.CHORALES,
          Type.optional(Type.text(TOPIC_RANGE, TOPIC_REGEX)),
          "",
          "Topic that requests are read from; empty: the prefix and 'chorale-requests'");
  public static final Key<Optional<String>> CHORALE_NOTES =
      new Key<>(
          "chorales.notes",
          Group.CHORALES,
          Type.optional(Type.text(TOPIC_RANGE, TOPIC_REGEX)),
          "",
          "Topic that notes are written to; empty: the prefix and 'chorale-notes'");
  public static final Key<String> CHORALE_MODEL =
      new Key<>(
          "chorales.model",
          Group.CHORALES,
          Type.text("'chorale', the shipped one, or the path of an ONNX file", ".+"),
          ComposerFile.SHIPPED,
          "Which model composes");

  public static final Key<Integer> BROKER_PORT =
      new Key<>(
          "broker.port",
          Group.BROKER,
          Type.port(),
          "9092",
          "Port of the embedded broker, on 127.0.0.1");
  public static final Key<Integer> DEMO_WAVES =
      new Key<>("demo.waves", Group.DEMO, Type.whole(0, 10_000), "4", "How many waves to make");
  public static final Key<Duration> DEMO_INTERVAL =
      new Key<>(
          "demo.interval",
          Group.DEMO,
          Type.duration(Duration.ofMillis(20), Duration.ofMinutes(1)),
          "200ms",
          "Time between two values of the live series");

  /** All of them, chapter by chapter. */
  public static final List<Key<?>> ALL =
      List.of(
          BOOTSTRAP_SERVERS,
          TOPIC_PREFIX,
          OBSERVATIONS,
          FORECASTS,
          DEVIATIONS,
          ALERTS,
          SKETCHES,
          SKETCH_LABELS,
          DEAD_LETTERS,
          PARTITIONS,
          REPLICATION,
          RETENTION,
          RETENTION_BYTES,
          POINTER_SERIES,
          POINTER_TIMESTAMP,
          POINTER_VALUE,
          MAX_BYTES,
          MAX_AHEAD,
          STEP,
          MAX_GAP,
          LATE,
          PROFILE,
          ALERT_RULES,
          MODEL,
          ROUTES,
          MODELS_DIR,
          DEVICE,
          SKETCHES_ENABLED,
          SKETCHES_MODEL,
          SKETCHES_KEEP,
          APPLICATION_ID,
          GUARANTEE,
          THREADS,
          BATCH_SIZE,
          BATCH_WAIT,
          CACHE,
          LEVEL,
          HTTP_HOST,
          HTTP_PORT,
          HTTP_ALLOWED_HOSTS,
          ALERTMANAGER,
          ALERTMANAGER_AUTHORIZATION,
          ALERTMANAGER_RESEND,
          WEBHOOK,
          WEBHOOK_SECRET,
          DELIVERY_LINK,
          DELIVERY_TIMEOUT,
          CHORALES,
          CHORALE_REQUESTS,
          CHORALE_NOTES,
          CHORALE_MODEL,
          DATA_DIR,
          BROKER_PORT,
          DEMO_WAVES,
          DEMO_INTERVAL);

  private static final Map<String, Key<?>> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Key::name, Function.identity()));

  public static Optional<Key<?>> byName(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  static Set<String> names() {
    return BY_NAME.keySet();
  }

  private static Key<Optional<String>> topic(String name, String help) {
    return new Key<>(
        "topics." + name,
        Group.TOPICS,
        Type.optional(Type.text(TOPIC_RANGE, TOPIC_REGEX)),
        "",
        help + "; empty: the prefix and '" + name + "'");
  }

  private static Key<Optional<String>> pointer(String name, String defaultText, String help) {
    return new Key<>(
        "input." + name,
        Group.READING,
        Type.optional(Type.text(POINTER_RANGE, POINTER_REGEX)),
        defaultText,
        help);
  }
}
