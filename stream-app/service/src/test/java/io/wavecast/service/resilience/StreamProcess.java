package io.wavecast.service.resilience;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.engine.ForecastSpec;
import io.wavecast.core.forecast.engine.StreamSettings;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.stream.LatePolicy;
import io.wavecast.kafkastreams.PipelineTopology;
import io.wavecast.kafkastreams.StreamsRuntime;
import io.wavecast.schemas.forecast.ObservationFormat;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.testkit.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.streams.Topology;

/** The stream in a separate process that can be killed. */
final class StreamProcess {
  static final Topics TOPICS = Topics.withPrefix("wavecast.");

  private static final double LEVEL = 0.9;

  private StreamProcess() {}

  static ChildJvm start(String bootstrapServers, Path stateDir) {
    return ChildJvm.start(StreamProcess.class, "384m", bootstrapServers, stateDir.toString());
  }

  public static void main(String[] args) throws IOException {
    // commits come more often than batches, so that most of them catch pending observations
    StreamSettings settings =
        new StreamSettings(
            TOPICS,
            ObservationFormat.DEFAULT,
            LatePolicy.DROP,
            2048,
            Duration.ofMillis(300),
            StreamSettings.DEFAULT_MAX_RECORD_BYTES);
    Topology topology =
        PipelineTopology.build(
            ForecastSpec.of(settings, LEVEL),
            true,
            Forecasters.of(new WindowSums()),
            new Kills.PendingPrinter(Metric.PENDING),
            System::nanoTime);
    Map<String, String> overrides =
        Map.of(
            "bootstrap.servers", args[0],
            "commit.interval.ms", "100",
            "consumer.group.instance.id", "one");
    try (StreamsRuntime stream =
        new StreamsRuntime(
            topology,
            StreamsRuntime.properties(
                "kill-test",
                Path.of(args[1]),
                settings.linger(),
                settings.maxRecordBytes(),
                overrides),
            Instant::now)) {
      stream.start();
      stream.ready().thenRun(() -> System.out.println(Kills.RUNNING));
      ChildJvm.awaitParent();
    }
    System.exit(0);
  }
}
