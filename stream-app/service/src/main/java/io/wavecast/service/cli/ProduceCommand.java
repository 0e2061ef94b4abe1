package io.wavecast.service.cli;

import io.wavecast.config.Group;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.UsageException;
import io.wavecast.kafka.acl.Acl;
import io.wavecast.kafka.acl.Program;
import io.wavecast.kafka.topics.TopicAdmin;
import io.wavecast.onnx.support.CsvException;
import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.csv.CsvFiles;
import io.wavecast.service.csv.CsvReading;
import io.wavecast.service.produce.FileProducer;
import io.wavecast.service.produce.ObservationProducer;
import io.wavecast.service.runtime.ShutdownSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wavecast produce}: CSV files to the observations topic. */
@Command(name = "produce", description = "Sends CSV files to the observations topic.")
final class ProduceCommand extends ResultCommand {
  private static final Duration TIMEOUT = Duration.ofSeconds(8);

  @Mixin private final CsvOptions csv = new CsvOptions();

  @Option(
      names = "--series",
      paramLabel = "KEY",
      description = "Series key, for one file that is one series. Default: its name without .csv.")
  private @Nullable String series;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Observations per second, of all files together. Default: no limit.")
  private double rate = Double.POSITIVE_INFINITY;

  ProduceCommand() {
    super(Set.of(Group.KAFKA, Group.TOPICS));
  }

  @Override
  public Integer call() {
    if (!(rate > 0)) {
      throw new UsageException("--rate must be above 0, got: " + rate);
    }
    ServiceConfig config = config();
    ObservationProducer.requireJson(config.settings());
    CsvFiles files = files();
    CsvReading reading = csv.reading(this::tell);
    csv.tellOfLabels(config.settings(), this::tell);
    String topic = config.topics().observations();
    requireTopic(config, topic, Program.PRODUCE, Program.PRODUCE.acls(config.settings(), false));
    long start = System.nanoTime();
    long sent;
    int sentSeries;
    try (ShutdownSignal shutdown = ShutdownSignal.ofTask();
        ObservationProducer producer = new ObservationProducer(config.kafka(), topic);
        Progress progress = Progress.of("produce", files.bytes(), environment())) {
      FileProducer sender =
          new FileProducer(producer::send, producer::flush, reading, rate, shutdown::isRequested);
      files
          .bySeries()
          .forEach(
              (key, file) -> {
                long before = sender.sent();
                send(sender, file, key, progress.next(key, file));
                if (!shutdown.isRequested()) {
                  CsvOptions.tellIfEmpty(
                      file, sender.sent() - before, files.bySeries().size(), this::tell);
                }
              });
      sent = sender.sent();
      sentSeries = sender.series();
      if (shutdown.isRequested()) {
        tell("interrupted: " + count(sent) + " were sent");
      }
      csv.requireValues(sent, shutdown);
    }
    double seconds = Math.round((System.nanoTime() - start) / 1e6) / 1000.0;
    result(
        "%d observations of %d series (%d rows skipped) to %s in %.1f s",
        JsonWriter.fields(
            "observations", sent,
            "series", sentSeries,
            "skipped", csv.skipped(),
            "topic", topic,
            "seconds", seconds));
    return 0;
  }

  private static void send(FileProducer sender, Path file, String key, LongConsumer progress) {
    try {
      sender.send(file, key, progress);
    } catch (CsvException e) {
      throw new CsvException(e.getMessage() + "; " + count(sender.sent()) + " were sent before", e);
    }
  }

  private static String count(long observations) {
    return String.format(Locale.ROOT, "%d observations", observations);
  }

  /** Requires a topic, and the rights that a program needs for it. */
  static void requireTopic(ServiceConfig config, String topic, Program program, List<Acl> acls) {
    try (TopicAdmin admin = new TopicAdmin(config.kafka().asMap(), TIMEOUT)) {
      admin.require(program, acls);
      if (admin.partitions(List.of(topic)).isEmpty()) {
        throw new FailureException(
            "topic %1$s does not exist: create it with 'wavecast topics create --topics-names observations=%1$s'"
                .formatted(topic));
      }
    }
  }

  private CsvFiles files() {
    if (series == null) {
      return CsvFiles.of(csv.paths);
    }
    csv.readAsOneSeries();
    if (csv.paths.size() != 1) {
      throw new UsageException("--series goes with one file, got: " + csv.paths.size());
    }
    return CsvFiles.of(csv.paths.get(0), series);
  }
}
