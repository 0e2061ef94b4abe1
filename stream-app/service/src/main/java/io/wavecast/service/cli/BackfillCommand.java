package io.wavecast.service.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.config.Group;
import io.wavecast.config.PipelineSettings;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Glob;
import io.wavecast.core.text.Throwables;
import io.wavecast.core.text.UsageException;
import io.wavecast.kafka.WholeTopic;
import io.wavecast.kafka.acl.Acl;
import io.wavecast.kafka.acl.Program;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.csv.AscendingTimes;
import io.wavecast.service.csv.CsvFiles;
import io.wavecast.service.csv.CsvReading;
import io.wavecast.service.produce.FileProducer;
import io.wavecast.service.produce.HistorySender;
import io.wavecast.service.produce.ObservationProducer;
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

/** {@code wavecast backfill}: history that new series learn before they are observed live. */
@Command(
    name = "backfill",
    description = {
      "Teaches new series their history: CSV files, or kafka://TOPIC for a topic of observations."
          + " The running application learns it as if it had been observed live, and emits nothing.",
      "A series that is live refuses it. Sent again before a series is live, it changes nothing:"
          + " after an interruption, run the same command again."
    },
    footer = "%nExample: wavecast backfill history/ --until 2026-06-01T00:00:00Z --rate 5000")
final class BackfillCommand extends ResultCommand {
  /** How long to wait for the first refusal after all is sent. */
  private static final Duration REFUSALS = Duration.ofSeconds(2);

  @Mixin private final CsvOptions csv = new CsvOptions();

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
          "Values per second, of all series together. Live observations wait behind history that is"
              + " not learned yet. Default: no limit.")
  private double rate = Double.POSITIVE_INFINITY;

  BackfillCommand() {
    super(Set.of(Group.KAFKA, Group.TOPICS, Group.INPUT));
  }

  @Override
  public Integer call() {
    if (!(rate > 0)) {
      throw new UsageException("--rate must be above 0, got: " + rate);
    }
    ServiceConfig config = config();
    ObservationProducer.requireJson(config.settings());
    Instant first = from == null ? Instant.EPOCH : TimeText.read("--from", from);
    Instant end = until == null ? Instant.MAX : TimeText.read("--until", until);
    String topic = config.topics().observations();
    Recorded recorded = Recorded.of(csv.paths);
    if (recorded.topics().contains(topic)) {
      throw new UsageException(
          "kafka://%s is where observations are live: what is on it has been observed"
              .formatted(topic));
    }
    CsvFiles files = recorded.files();
    Predicate<Observation> wanted = wanted(first, end);
    CsvReading reading = csv.reading(this::tell);
    csv.tellOfLabels(config.settings(), this::tell);
    requireTopics(config, topic, recorded.topics());
    long started = System.currentTimeMillis();
    long start = System.nanoTime();
    HistorySender sender;
    long unreadable = 0;
    boolean interrupted;
    try (ShutdownSignal shutdown = ShutdownSignal.ofTask();
        ObservationProducer producer = new ObservationProducer(config.kafka(), topic);
        Progress progress = Progress.of("backfill", files.bytes(), environment())) {
      check(files, csv.trial(reading).with(new AscendingTimes(wanted)), shutdown);
      sender = new HistorySender(producer, wanted, rate, shutdown::isRequested);
      FileProducer reader =
          new FileProducer(
              sender::send,
              producer::flush,
              reading.with(new AscendingTimes(wanted)),
              Double.POSITIVE_INFINITY,
              shutdown::isRequested);
      files.bySeries().forEach((key, file) -> reader.send(file, key, progress.next(key, file)));
      for (String source : recorded.topics()) {
        unreadable += read(config, source, first, sender, shutdown, progress);
      }
      producer.flush();
      interrupted = shutdown.isRequested();
      if (interrupted) {
        tell("interrupted: run the same command again to send the rest");
      }
    }
    report(sender, unreadable, topic, (System.nanoTime() - start) / 1e9);
    if (sender.sent() == 0 && !interrupted) {
      throw new FailureException(
          ("no history was sent: %d values are not of --series '%s', --from and --until,"
                  + " %d records are no observations, %d rows were skipped")
              .formatted(sender.unwanted(), series, unreadable, csv.skipped()));
    }
    if (!interrupted) {
      requireNotLive(config, started);
    }
    return 0;
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

  /** Reads the files to their ends: what is refused is refused before anything is sent. */
  private static void check(CsvFiles files, CsvReading reading, ShutdownSignal shutdown) {
    FileProducer nowhere =
        new FileProducer(
            row -> {}, () -> {}, reading, Double.POSITIVE_INFINITY, shutdown::isRequested);
    files.bySeries().forEach((key, file) -> nowhere.send(file, key, chars -> {}));
  }

  private void report(HistorySender sender, long unreadable, String topic, double seconds) {
    result(
        "%1$d values of %2$d series sent (%3$d rows skipped), to %5$s in %6$.1f s",
        JsonWriter.fields(
            "values",
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
            Math.round(1000 * seconds) / 1000.0));
  }

  private Predicate<Observation> wanted(Instant first, Instant end) {
    Glob pattern = new Glob(series);
    return o -> {
      Instant time = Instant.ofEpochMilli(o.timestamp());
      return !time.isBefore(first) && time.isBefore(end) && pattern.matches(o.series());
    };
  }

  /** Sends what a topic holds; returns how many of its records are no observations. */
  private long read(
      ServiceConfig config,
      String source,
      Instant first,
      HistorySender sender,
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

  private static void requireTopics(ServiceConfig config, String topic, List<String> sources) {
    List<Acl> acls = Program.backfill(config.settings(), sources);
    ProduceCommand.requireTopic(config, topic, Program.BACKFILL, acls);
  }
}
