package io.wavecast.trainer.cli;

import io.wavecast.config.Group;
import io.wavecast.config.Host;
import io.wavecast.config.KafkaConfig;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.SettingOptions;
import io.wavecast.config.Settings;
import io.wavecast.config.TopicKeys;
import io.wavecast.core.text.Throwables;
import io.wavecast.core.text.UsageException;
import io.wavecast.kafka.acl.Permissions;
import io.wavecast.kafka.acl.Program;
import io.wavecast.kafka.registry.TopicFormats;
import io.wavecast.trainer.recorded.CsvSeries;
import io.wavecast.trainer.recorded.CsvSeries.Order;
import io.wavecast.trainer.recorded.Gaps;
import io.wavecast.trainer.recorded.RecordedSeries;
import io.wavecast.trainer.recorded.TopicSeries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads recorded series from a CSV file, a folder of such files, or {@code kafka://TOPIC}. */
@Command
final class SourceOptions {
  private static final String TOPIC = "kafka://";

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Option(
      names = "--max-gap",
      paramLabel = "N",
      description =
          "With --data: cut series where more than N values are missing, as the stream does with 5"
              + " (window.max-gap); parts that are too short are left out. Default: windows reach"
              + " across gaps.")
  private @Nullable Integer maxGap;

  /** Adds the options for topics to a command that has this mixin. */
  static void addTo(CommandSpec spec) {
    SettingOptions.addTo(
        spec, Host.SERVICE, Set.of(Group.KAFKA, Group.INPUT, Group.SCHEMAS, Group.CLIENT_TLS));
  }

  /**
   * Appends {@code --data} and, for a topic, the settings of its cluster and format; nothing when
   * there is no data. Kafka's properties are left out, because they may be secret.
   */
  CommandText appendTo(CommandText command, @Nullable String data) {
    command.with("--data", data).with("--max-gap", data == null ? null : maxGap);
    if (data != null && data.startsWith(TOPIC)) {
      for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
        if (option.userObject() instanceof String || option.longestName().equals("--config")) {
          command.with(option.longestName(), option.getValue());
        }
      }
    }
    return command;
  }

  /**
   * Reads the series.
   *
   * @param data the file, folder or topic
   * @param shortest values that a series must hold; shorter ones of a topic are left out
   * @param order how to treat rows of files that are not in order of time
   * @throws io.wavecast.onnx.support.CsvException when a file holds no series
   * @throws IOException when something cannot be read
   */
  List<RecordedSeries> read(String data, int shortest, Order order) throws IOException {
    if (maxGap == null) {
      return readUncut(data, shortest, order);
    }
    if (maxGap < 0) {
      throw new UsageException("--max-gap must be at least 0, got: " + maxGap);
    }
    List<RecordedSeries> series = readUncut(data, shortest, order);
    List<RecordedSeries> parts = new ArrayList<>();
    series.forEach(each -> parts.addAll(Gaps.cut(each, maxGap)));
    List<RecordedSeries> enough = parts.stream().filter(p -> p.size() >= shortest).toList();
    System.err.printf(
        "%d series have %d parts between gaps of more than %d values%s%n",
        series.size(), parts.size(), maxGap, leftOut(parts.size() - enough.size(), shortest));
    if (enough.isEmpty()) {
      throw new IOException(
          "%s holds no part of at least %d values between gaps".formatted(data, shortest));
    }
    return enough;
  }

  private static String leftOut(int count, int shortest) {
    return shortest <= 1
        ? ""
        : ", %d of them shorter than %d values and left out".formatted(count, shortest);
  }

  private List<RecordedSeries> readUncut(String data, int shortest, Order order)
      throws IOException {
    if (!data.startsWith(TOPIC)) {
      return CsvSeries.read(Path.of(data), order, shortest);
    }
    String topic = data.substring(TOPIC.length());
    if (topic.isEmpty()) {
      throw new IOException("--data must name a topic, as in kafka://TOPIC, got: " + data);
    }
    TopicSeries.Read read = read(topic);
    List<RecordedSeries> enough = read.series().stream().filter(s -> s.size() >= shortest).toList();
    System.err.printf(
        "%s: %d series%s; %d records unreadable, %d late%n",
        topic,
        read.series().size(),
        leftOut(read.series().size() - enough.size(), shortest),
        read.unreadable(),
        read.late());
    if (enough.isEmpty()) {
      throw new IOException(
          "topic %s holds no series of at least %d values".formatted(topic, shortest));
    }
    return enough;
  }

  private TopicSeries.Read read(String topic) throws IOException {
    Settings settings = SettingOptions.read(spec, Host.SERVICE, System.getenv());
    PipelineSettings.check(settings);
    KafkaConfig kafka = KafkaConfig.of(settings);
    try {
      return TopicSeries.read(
          kafka.asMap(),
          topic,
          PipelineSettings.format(settings),
          TopicFormats.of(settings).observations());
    } catch (AuthorizationException e) {
      Settings ofTopic = settings.with(TopicKeys.NAMES, "observations=" + topic);
      throw Permissions.denied(Program.TRAIN.acls(ofTopic, false).get(0), Program.TRAIN);
    } catch (KafkaException e) {
      throw new IOException(
          "%s: %s".formatted(kafka.bootstrapServers(), Throwables.rootMessage(e)), e);
    }
  }
}
