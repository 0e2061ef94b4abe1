package io.wavecast.service.resilience;

import io.wavecast.core.chorale.ChoraleSpec;
import io.wavecast.core.chorale.Composer;
import io.wavecast.core.forecast.engine.StreamSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.kafkastreams.PipelineTopology;
import io.wavecast.kafkastreams.StreamsRuntime;
import io.wavecast.onnx.file.ComposerFile;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxComposer;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.chorale.ChoraleTopics;
import io.wavecast.testkit.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The shipped composer's stream in a separate process, slowed down, that can be killed. */
final class ChoraleProcess {
  static final ChoraleTopics TOPICS = ChoraleTopics.withPrefix("wavecast.");

  private ChoraleProcess() {}

  static ChildJvm start(String bootstrapServers, Path stateDir) {
    return ChildJvm.start(ChoraleProcess.class, "384m", bootstrapServers, stateDir.toString());
  }

  public static void main(String[] args) throws IOException {
    ChoraleSpec spec = new ChoraleSpec(TOPICS, StreamSettings.DEFAULT_MAX_RECORD_BYTES);
    Map<String, String> overrides =
        Map.of(
            "bootstrap.servers", args[0],
            "commit.interval.ms", "100",
            "num.stream.threads", "1",
            "consumer.group.instance.id", "one");
    try (OnnxComposer composer = OnnxComposer.open(ComposerFile.shipped(), Device.CPU);
        StreamsRuntime stream =
            new StreamsRuntime(
                PipelineTopology.build(
                    spec, true, new Slow(composer), Metrics.NONE, System::nanoTime),
                StreamsRuntime.properties(
                    "chorale-kill-test",
                    Path.of(args[1]),
                    Duration.ofMillis(5),
                    spec.maxRecordBytes(),
                    overrides),
                Instant::now)) {
      stream.start();
      stream.ready().thenRun(() -> System.out.println(Kills.RUNNING));
      ChildJvm.awaitParent();
    }
    System.exit(0);
  }

  /** A composer that takes its time, so that kills fall in the middle. */
  private record Slow(Composer composer) implements Composer {
    @Override
    public ModelRef model() {
      return composer.model();
    }

    @Override
    public int stateSize() {
      return composer.stateSize();
    }

    @Override
    public int maxBatch() {
      return composer.maxBatch();
    }

    @Override
    public void step(
        int n, int[] notes, int[] barPositions, float[] states, float[] probabilities) {
      LockSupport.parkNanos(Duration.ofMillis(8).toNanos());
      composer.step(n, notes, barPositions, states, probabilities);
    }
  }
}
