package io.wavecast.service.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.config.Group;
import io.wavecast.config.PipelineSettings;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Glob;
import io.wavecast.core.text.Throwables;
import io.wavecast.core.text.UsageException;
import io.wavecast.kafka.WholeTopic;
import io.wavecast.kafka.acl.Program;
import io.wavecast.kafka.topics.TopicAdmin;
import io.wavecast.onnx.support.CsvException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.csv.AscendingTimes;
import io.wavecast.service.csv.CsvFiles;
import io.wavecast.service.csv.CsvReading;
import io.wavecast.service.produce.ObservationProducer;
import io.wavecast.service.produce.ObservationSender;
import io.wavecast.service.runtime.ShutdownSignal;
import io.wavecast.service.topics.ObservationTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wavecast send}: observations of files, or the history of new series. */
@Command(
    name = "send",
    description = {
      "Sends CSV files to the observations topic, as observations that are live.",
      "With --history, new series learn them, or what kafka://TOPIC holds, before they are live:"
          + " the running application learns as if it had observed them, and emits nothing. A live"
          + " series refuses it. After an interruption, run the same command again: what is"
          + " learned twice changes nothing."
    },
    footer = "%nExample: wavecast send history/ --history --until 2026-06-01T00:00:00Z --rate 5000")
final class SendCommand extends ResultCommand {
  private static final Duration TIMEOUT = Duration.ofSeconds(8);

  /** How long to wait for the first refusal after all is sent. */
  private static final Duration REFUSALS = Duration.ofSeconds(2);

  @Mixin private final CsvOptions csv = new CsvOptions();

  @Option(names = "--history", description = "Send what new series learn before they are live.")
  private boolean history;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Series key, for one file that is one series. Default: its name without .csv.")
  private @Nullable String key;

  @Option(
      names = "--series",
      paramLabel = "PATTERN",
      description = "Only series like this. Default: all, *.")
  private String series = "*";

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "Only values of this time or later, e.g. 2026-01-08T11:20:00Z; a topic is read from its"
              + " first record of that time on. Default: all.")
  private @Nullable String from;

  @Option(names = "--until", paramLabel = "TIME", description = "Only values before this time.")
  private @Nullable String until;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "Observations per second, of all series together. Live ones wait behind history that is"
              + " not learned yet. Default: no limit.")
  private double rate = Double.POSITIVE_INFINITY;

  SendCommand() {
    super(Set.of(Group.KAFKA, Group.TOPICS, Group.INPUT));
  }

  @Override
  public Integer call() {
    if (!(rate > 0)) {
      throw new UsageException("--rate must be above 0, got: " + rate);
    }
    ServiceConfig config = config();
    Instant first = from == null ? Instant.EPOCH : TimeText.read("--from", from);
    Instant end = until == null ? Instant.MAX : TimeText.read("--until", until);
    String topic = config.topics().observations();
    Recorded recorded = recorded(topic);
    ObservationProducer.requireJson(config.settings(), !recorded.topics().isEmpty());
    Predicate<Observation> wanted = wanted(first, end);
    CsvReading reading = csv.reading(this::tell);
    csv.tellOfLabels(config.settings(), this::tell);
    requireTopic(config, topic, recorded.topics());
    long started = System.currentTimeMillis();
    long start = System.nanoTime();
    long unreadable = 0;
    boolean isInterrupted;
    try (ShutdownSignal shutdown = ShutdownSignal.ofTask();
        ObservationProducer producer = new ObservationProducer(config.kafka(), topic)) {
      Progress progress = new Progress(recorded.files().bytes(), this::tell);
      if (history) {
        check(recorded.files(), csv.trial(reading).with(new AscendingTimes(wanted)), shutdown);
        reading = reading.with(new AscendingTimes(wanted));
      }
      ObservationSender sender =
          new ObservationSender(
              history ? producer::sendHistory : producer::send,
              wanted,
              rate,
              shutdown::isRequested);
      try {
        send(recorded.files(), reading, sender, shutdown, progress);
        for (String source : recorded.topics()) {
          unreadable += send(config, source, first, sender, shutdown, progress);
        }
      } finally {
        producer.flush();
      }
      csv.requireValues(sender.sent() + sender.unwanted() + unreadable, shutdown);
      report(sender, unreadable, topic, (System.nanoTime() - start) / 1e9);
      isInterrupted = shutdown.isRequested();
      conclude(sender, unreadable, isInterrupted);
    }
    if (history && !isInterrupted) {
      requireNotLive(config, started);
    }
    return 0;
  }

  private void conclude(ObservationSender sender, long unreadable, boolean isInterrupted) {
    if (isInterrupted) {
      String rest = history ? "; run the same command again to send the rest" : "";
      tell("interrupted: %d observations were sent%s".formatted(sender.sent(), rest));
    } else if (sender.sent() == 0) {
      throw new FailureException(
          ("nothing was sent: %d values are not of --series '%s', --from and --until,"
                  + " %d records are no observations, %d rows were skipped")
              .formatted(sender.unwanted(), series, unreadable, csv.skipped()));
    }
  }

  private Recorded recorded(String topic) {
    if (key != null) {
      csv.readAsOneSeries();
      if (csv.paths.size() != 1) {
        throw new UsageException("--key goes with one file, got: " + csv.paths.size());
      }
      return new Recorded(CsvFiles.of(csv.paths.get(0), key), List.of());
    }
    Recorded recorded = Recorded.of(csv.paths);
    if (recorded.topics().contains(topic)) {
      throw new UsageException(
          "kafka://%s is where observations are live: what is on it has been observed"
              .formatted(topic));
    }
    if (!history && !recorded.topics().isEmpty()) {
      throw new UsageException(
          "kafka://%s needs --history: only history is read from a topic"
              .formatted(recorded.topics().get(0)));
    }
    return recorded;
  }

  private Predicate<Observation> wanted(Instant first, Instant end) {
    Glob pattern = new Glob(series);
    return o -> {
      Instant time = Instant.ofEpochMilli(o.timestamp());
      return !time.isBefore(first) && time.isBefore(end) && pattern.matches(o.series());
    };
  }

  private void requireTopic(ServiceConfig config, String topic, List<String> sources) {
    try (TopicAdmin admin = new TopicAdmin(config.kafka().asMap(), TIMEOUT)) {
      admin.require(
          Program.SEND,
          history
              ? Program.history(config.settings(), sources)
              : Program.SEND.acls(config.settings(), false));
      if (admin.partitions(List.of(topic)).isEmpty()) {
        throw new FailureException(
            "topic %1$s does not exist: create it with 'wavecast topics create --topics-names observations=%1$s'"
                .formatted(topic));
      }
    }
  }

  /** Reads the files to their ends: what is refused is refused before anything is sent. */
  private static void check(CsvFiles files, CsvReading reading, ShutdownSignal shutdown) {
    ObservationSender nowhere =
        new ObservationSender(
            row -> {}, row -> true, Double.POSITIVE_INFINITY, shutdown::isRequested);
    files.bySeries().forEach((name, file) -> nowhere.send(reading, file, name, chars -> {}));
  }

  private void send(
      CsvFiles files,
      CsvReading reading,
      ObservationSender sender,
      ShutdownSignal shutdown,
      Progress progress) {
    files
        .bySeries()
        .forEach(
            (name, file) -> {
              long before = sender.sent() + sender.unwanted();
              try {
                sender.send(reading, file, name, progress.next(name, file));
              } catch (CsvException e) {
                throw new CsvException(
                    "%s; %d observations were sent before".formatted(e.getMessage(), sender.sent()),
                    e);
              }
              if (!shutdown.isRequested()) {
                long read = sender.sent() + sender.unwanted() - before;
                CsvOptions.tellIfEmpty(file, read, files.bySeries().size(), this::tell);
              }
            });
  }

  /** Sends what a topic holds; returns how many of its records are no observations. */
  private long send(
      ServiceConfig config,
      String source,
      Instant first,
      ObservationSender sender,
      ShutdownSignal shutdown,
      Progress progress) {
    LongConsumer read = progress.records(source);
    long[] records = {0};
    long refused =
        new ObservationTopic(
                config.kafka().asMap(), source, PipelineSettings.format(config.settings()))
            .read(
                from == null ? OptionalLong.empty() : OptionalLong.of(first.toEpochMilli()),
                shutdown::isRequested,
                observation -> {
                  sender.send(observation);
                  read.accept(++records[0]);
                });
    Recorded.report(source, refused, this::tell);
    return refused;
  }

  private void report(ObservationSender sender, long unreadable, String topic, double seconds) {
    result(
        "%1$d observations of %2$d series (%3$d rows skipped, %7$d late) to %5$s in %6$.1f s",
        JsonWriter.fields(
            "observations",
            sender.sent(),
            "series",
            sender.series(),
            "skipped",
            csv.skipped(),
            "unreadable",
            unreadable,
            "topic",
            topic,
            "seconds",
            Math.round(1000 * seconds) / 1000.0,
            "late",
            sender.late()));
  }

  /** Fails if live series refused values, by the dead letters since a time. */
  private static void requireNotLive(ServiceConfig config, long since) {
    List<String> live = new ArrayList<>(1);
    String topic = config.topics().deadLetters();
    long end = System.nanoTime() + REFUSALS.toNanos();
    try (WholeTopic letters = new WholeTopic(config.kafka().asMap(), topic)) {
      letters.readAll(
          OptionalLong.of(since), () -> !live.isEmpty(), letter -> addRefused(letter, live));
      while (live.isEmpty() && System.nanoTime() < end) {
        letters.poll(Duration.ofMillis(100), letter -> addRefused(letter, live));
      }
    } catch (KafkaException e) {
      throw new FailureException(
          "cannot read topic %s: %s".formatted(topic, Throwables.oneLine(e)), e);
    }
    if (!live.isEmpty()) {
      throw new FailureException(
          ("history of live series was refused, such as of '%s': send it before the first live value,"
                  + " or to a new observations topic (docs/WARM_START.md)")
              .formatted(live.get(0)));
    }
  }

  private static void addRefused(ConsumerRecord<byte[], byte[]> letter, List<String> live) {
    Header reason = letter.headers().lastHeader(DeadLetter.ERROR_CLASS);
    if (letter.key() != null
        && reason != null
        && Reason.LIVE_SERIES.label().equals(new String(reason.value(), UTF_8))) {
      live.add(new String(letter.key(), UTF_8));
    }
  }
}
