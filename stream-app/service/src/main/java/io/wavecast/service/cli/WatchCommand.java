package io.wavecast.service.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.config.Group;
import io.wavecast.core.stream.ValueDecoder;
import io.wavecast.core.text.Suggest;
import io.wavecast.core.text.Throwables;
import io.wavecast.kafka.acl.Program;
import io.wavecast.kafka.registry.TopicFormats;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.DeviationCodec;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.ForecastCodec;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.console.SeriesHistory;
import io.wavecast.service.runtime.ClusterCheck;
import io.wavecast.service.runtime.ShutdownSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wavecast watch}: one series, as it goes on. */
@Command(
    name = "watch",
    description =
        "Follows a series until Ctrl-C: each value, what was expected, its score and the next"
            + " value's forecast, and each change of its alert. Reads the topics of deviations,"
            + " forecasts and alerts, and changes nothing.",
    footer = "%nExample: wavecast watch checkout --from 1h")
final class WatchCommand extends ConfiguredCommand {
  private static final Duration POLL = Duration.ofMillis(500);

  /** Values that are shown first, unless --from says more. */
  private static final int FIRST = 10;

  @Parameters(paramLabel = "SERIES", description = "Key of the series.")
  @SuppressWarnings("NullAway.Init")
  private String series;

  @Option(
      names = "--from",
      paramLabel = "DURATION",
      description = "How far back to begin, e.g. 1h. Default: with the newest 10 values.")
  private @Nullable Duration from;

  /** What is not printed yet, by time. */
  private final TreeMap<Long, Moment> moments = new TreeMap<>();

  private long begin;
  private long newestValue;
  private long newestForecast;

  /** What is said of one time. */
  private static final class Moment {
    @Nullable Deviation value;
    @Nullable Forecast next;
    @Nullable Alert alert;
  }

  WatchCommand() {
    super(Set.of(Group.KAFKA, Group.TOPICS, Group.SCHEMAS));
  }

  @Override
  public Integer call() {
    ServiceConfig config = config();
    ClusterCheck.requireEvents(Program.WATCH, config);
    SeriesHistory history = SeriesHistory.of(config);
    ValueDecoder format = TopicFormats.of(config.settings()).events();
    begin = begin(config, history);
    try (ShutdownSignal shutdown = ShutdownSignal.ofService();
        KafkaConsumer<byte[], byte[]> consumer = history.follow(series, begin)) {
      print(ValueRow.HEAD + "  NEXT");
      while (!shutdown.isRequested()) {
        try {
          ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
          records.forEach(record -> take(record, config.topics(), format));
          flush(records.isEmpty() ? Long.MAX_VALUE : Math.min(newestValue, newestForecast));
        } catch (InterruptException e) {
          shutdown.await(); // which requests the end
        }
      }
    }
    return 0;
  }

  /** The time to begin at, ms since the epoch. */
  private long begin(ServiceConfig config, SeriesHistory history) {
    List<Deviation> newest = history.newest(series, FIRST).values();
    long now = System.currentTimeMillis();
    if (newest.isEmpty()) {
      tell(
          "topic %s has no value of series '%s'%s; waiting for one"
              .formatted(
                  config.topics().deviations(),
                  series,
                  Throwables.oneLine(Suggest.hint(series, history.someSeries()))));
    }
    return from != null
        ? now - from.toMillis()
        : newest.isEmpty() ? now : newest.get(0).timestamp();
  }

  private void take(ConsumerRecord<byte[], byte[]> record, Topics topics, ValueDecoder format) {
    byte @Nullable [] key = record.key();
    byte @Nullable [] value = record.value();
    if (key == null || value == null || !series.equals(new String(key, UTF_8))) {
      return;
    }
    try {
      byte @Nullable [] json = format.decode(value);
      if (json == null) {
        return;
      } else if (record.topic().equals(topics.deviations())) {
        Deviation d = DeviationCodec.read(json);
        at(d.timestamp()).value = d;
        newestValue = d.timestamp();
      } else if (record.topic().equals(topics.forecasts())) {
        Forecast f = ForecastCodec.read(json);
        at(f.origin()).next = f;
        newestForecast = f.origin();
      } else {
        Alert alert = AlertCodec.read(json);
        at(alert.since()).alert = alert;
      }
    } catch (BadRecordException e) {
      tell("a record of %s is no event: %s".formatted(record.topic(), e.getMessage()));
    }
  }

  private Moment at(long time) {
    return moments.computeIfAbsent(time, any -> new Moment());
  }

  /** Prints what is said up to a time, except for a forecast whose value is not there yet. */
  private void flush(long until) {
    for (Map.Entry<Long, Moment> first = moments.firstEntry();
        first != null && first.getKey() <= until;
        first = moments.firstEntry()) {
      Moment moment = first.getValue();
      if (moment.value == null && moment.alert == null && first.getKey() > newestValue) {
        return;
      }
      moments.pollFirstEntry();
      if (first.getKey() < begin) {
        continue;
      }
      if (moment.value != null) {
        String next = moment.next == null ? "" : "  " + ValueRow.next(moment.next);
        print(new ValueRow(moment.value).text() + next);
      }
      if (moment.alert != null) {
        print(
            "%s %s, was %s: %s"
                .formatted(
                    Instant.ofEpochMilli(first.getKey()),
                    moment.alert.state(),
                    moment.alert.previous(),
                    moment.alert.reason()));
      }
    }
  }
}
