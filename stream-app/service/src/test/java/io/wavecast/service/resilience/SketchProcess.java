package io.wavecast.service.resilience;

import io.wavecast.core.forecast.engine.StreamSettings;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.sketch.SketchSpec;
import io.wavecast.core.stream.LatePolicy;
import io.wavecast.kafkastreams.PipelineTopology;
import io.wavecast.kafkastreams.StreamsRuntime;
import io.wavecast.onnx.file.SketchFile;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxSketchClassifier;
import io.wavecast.schemas.sketch.SketchTopics;
import io.wavecast.testkit.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The stream of sketches, with the shipped model, in a separate process that can be killed. */
final class SketchProcess {
  static final SketchTopics TOPICS = SketchTopics.withPrefix("wavecast.");

  private SketchProcess() {}

  static ChildJvm start(String bootstrapServers, Path stateDir) {
    return ChildJvm.start(SketchProcess.class, "384m", bootstrapServers, stateDir.toString());
  }

  public static void main(String[] args) throws IOException {
    // commits come more often than batches, so that most of them catch pending sketches
    SketchSpec spec =
        new SketchSpec(
            TOPICS,
            LatePolicy.DROP,
            2048,
            Duration.ofMillis(300),
            Duration.ofMinutes(10),
            StreamSettings.DEFAULT_MAX_RECORD_BYTES);
    Map<String, String> overrides =
        Map.of(
            "bootstrap.servers", args[0],
            "commit.interval.ms", "100",
            "consumer.group.instance.id", "one");
    try (OnnxSketchClassifier model = OnnxSketchClassifier.open(SketchFile.shipped(), Device.CPU);
        StreamsRuntime stream =
            new StreamsRuntime(
                PipelineTopology.build(
                    spec,
                    true,
                    model,
                    new Kills.PendingPrinter(Metric.SKETCHES_PENDING),
                    System::nanoTime),
                StreamsRuntime.properties(
                    "sketch-kill",
                    Path.of(args[1]),
                    Duration.ofMillis(20),
                    spec.maxRecordBytes(),
                    overrides),
                Instant::now)) {
      stream.start();
      stream.ready().thenRun(() -> System.out.println(Kills.RUNNING));
      ChildJvm.awaitParent();
    }
    System.exit(0);
  }
}
