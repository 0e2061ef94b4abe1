package io.wavecast.lab.endtoend;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.config.EngineKeys;
import io.wavecast.config.KafkaKeys;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.kafka.topics.TopicAdmin;
import io.wavecast.kafka.topics.TopicSpec;
import io.wavecast.kafkastreams.PipelineTopology;
import io.wavecast.kafkastreams.StreamsRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** A benchmark on an embedded broker in this process, whose data is deleted at the end. */
public abstract class Bench implements Callable<Integer> {
  @Option(names = "--partitions", defaultValue = "4", description = "Partitions.")
  protected int partitions;

  /** Runs a benchmark as a program. */
  protected static void main(Bench bench, String[] args) {
    System.exit(new CommandLine(bench).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }

  @Override
  public final Integer call() throws Exception {
    Path dir = Files.createTempDirectory("wavecast-bench");
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(
            new BrokerSettings(
                dir.resolve("broker"), 0, Map.of("log.retention.check.interval.ms", "10000")))) {
      measure(broker.bootstrapServers(), dir);
    } finally {
      delete(dir);
    }
    return 0;
  }

  /** Deletes a folder and what is in it. */
  public static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /**
   * Measures and prints.
   *
   * @param servers addresses of the broker
   * @param dir for states
   */
  protected abstract void measure(String servers, Path dir) throws Exception;

  /**
   * The service's settings with others than the defaults, and creates its topics.
   *
   * @param prefix of the topics, and the application id
   * @param more setting to value
   */
  protected final Settings prepare(String servers, String prefix, Map<String, String> more) {
    Map<String, String> named = new TreeMap<>(more);
    named.put("bootstrap.servers", servers);
    named.put("application.id", prefix);
    named.put("topics.prefix", prefix + ".");
    named.putIfAbsent("topics.partitions", "" + partitions);
    named.put("topics.replication", "1");
    Settings settings = Settings.of(named);
    try (TopicAdmin admin =
        new TopicAdmin(Map.of("bootstrap.servers", servers), Duration.ofMinutes(1))) {
      admin.ensure(TopicSpec.of(settings));
    }
    return settings;
  }

  /** A producer that batches as the service's own does. */
  static KafkaProducer<byte[], byte[]> producer(String servers) {
    ByteArraySerializer bytes = new ByteArraySerializer();
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            servers,
            "linger.ms",
            5,
            "batch.size",
            128 << 10,
            "compression.type",
            "lz4"),
        bytes,
        bytes);
  }

  /**
   * The pipeline of forecasts on Kafka Streams, not started yet.
   *
   * @param kafka properties that take precedence
   */
  public static StreamsRuntime forecasts(
      Settings settings,
      Forecaster model,
      Metrics metrics,
      Path stateDir,
      Map<String, String> kafka) {
    ForecastSpec spec =
        PipelineSettings.forecasts(settings, StreamSettings.DEFAULT_MAX_RECORD_BYTES);
    Map<String, String> properties = new HashMap<>(kafka);
    properties.put("consumer.group.instance.id", "bench");
    properties.put("bootstrap.servers", settings.get(KafkaKeys.BOOTSTRAP_SERVERS));
    properties.put("num.stream.threads", "" + settings.get(EngineKeys.THREADS));
    return new StreamsRuntime(
        PipelineTopology.build(spec, Forecasters.of(model), metrics, System::nanoTime),
        StreamsRuntime.properties(
            settings.get(EngineKeys.APPLICATION_ID),
            stateDir,
            settings.get(EngineKeys.BATCH_LINGER),
            spec.io().maxRecordBytes(),
            properties),
        (now, before) -> {});
  }

  /**
   * Requires that a stream runs.
   *
   * @throws IllegalStateException with the failure that ended it
   */
  public static void requireLive(StreamsRuntime stream) {
    if (!stream.isLive()) {
      throw new IllegalStateException("stream ended", stream.stopped().join().orElse(null));
    }
  }
}
