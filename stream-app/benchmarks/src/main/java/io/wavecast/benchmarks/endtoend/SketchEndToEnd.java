package io.wavecast.benchmarks.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.benchmarks.endtoend.Counters.Moment;
import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.core.forecast.engine.StreamSettings;
import io.wavecast.core.sketch.SketchPoints;
import io.wavecast.core.sketch.SketchSpec;
import io.wavecast.kafkastreams.PipelineTopology;
import io.wavecast.kafkastreams.StreamsRuntime;
import io.wavecast.onnx.file.SketchFile;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxSketchClassifier;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.schemas.sketch.Sketch;
import io.wavecast.schemas.sketch.SketchCodec;
import io.wavecast.schemas.sketch.SketchTopics;
import io.wavecast.schemas.sketch.Stroke;
import io.wavecast.service.topics.TopicAdmin;
import io.wavecast.service.topics.TopicSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures sketches a second from topic to labels: embedded broker, stream and the shipped
 * classifier in one process. Sketches of random scribbles, as long as those of Quick, Draw!, are
 * laid in store; the first tenth is left out.
 */
@Command(
    name = "sketch-end-to-end",
    mixinStandardHelpOptions = true,
    description = "Measures sketch labels a second from topic to labels, broker included.")
public final class SketchEndToEnd implements Callable<Integer> {
  private static final int DRAWINGS = 1000;
  private static final int WARMUP_SHARE = 10;
  private static final int STROKES = 5;
  private static final int POINTS = 10;

  @Option(names = "--sketches", defaultValue = "60000", description = "Sketches, at least.")
  private int sketches;

  @Option(names = "--batch", defaultValue = "64", description = "Most sketches in a run.")
  private int batch;

  @Option(names = "--threads", defaultValue = "2", description = "Stream threads.")
  private int threads;

  @Option(names = "--partitions", defaultValue = "4", description = "Partitions.")
  private int partitions;

  public static void main(String[] args) {
    System.exit(new CommandLine(new SketchEndToEnd()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Path dir = Files.createTempDirectory("wavecast-bench");
    try (EmbeddedBroker broker =
            EmbeddedBroker.start(new BrokerSettings(dir.resolve("broker"), 0));
        OnnxSketchClassifier model = OnnxSketchClassifier.open(SketchFile.shipped(), Device.CPU)) {
      double alone = alone(model);
      SketchTopics topics = SketchTopics.withPrefix("bench.");
      int n = lay(broker.bootstrapServers(), topics);
      Counters counters = new Counters();
      try (StreamsRuntime stream =
          stream(broker.bootstrapServers(), topics, model, counters, dir.resolve("state"))) {
        stream.start();
        Moment begin = counters.await(n / WARMUP_SHARE, () -> requireLive(stream));
        Moment end = counters.await(n, () -> requireLive(stream));
        long counted = end.forecasts() - begin.forecasts();
        System.out.printf(
            "%,d sketches, batches of %d (mean %.1f), %d threads: %,.0f labels/s, CPU %.0f us a"
                + " label, of which the model alone %.0f us%n",
            n,
            batch,
            counted / (double) Math.max(1, end.batches() - begin.batches()),
            threads,
            counted * 1e9 / (end.nanos() - begin.nanos()),
            (end.cpuNanos() - begin.cpuNanos()) / 1e3 / counted,
            alone);
        System.out.println("  " + CpuByPart.tell(end.parts().since(begin.parts(), counted)));
      }
    }
    return 0;
  }

  /** CPU time of the model for a drawing, us, on this thread. */
  private double alone(OnnxSketchClassifier model) {
    float[] points = new float[batch * SketchPoints.MAX * SketchPoints.WIDTH];
    for (int i = 0; i < batch; i++) {
      float[] one = SketchPoints.of(scribble(i));
      System.arraycopy(one, 0, points, i * one.length, one.length);
    }
    float[] probabilities = new float[batch * model.classes().size()];
    var bean = java.lang.management.ManagementFactory.getThreadMXBean();
    int runs = 40;
    long start = 0;
    for (int run = -runs; run < runs; run++) {
      start = run == 0 ? bean.getCurrentThreadCpuTime() : start;
      model.classify(points, batch, probabilities);
    }
    return (bean.getCurrentThreadCpuTime() - start) / 1e3 / runs / batch;
  }

  private int lay(String servers, SketchTopics topics) {
    try (TopicAdmin admin =
        new TopicAdmin(Map.of("bootstrap.servers", servers), Duration.ofMinutes(1))) {
      admin.ensure(
          TopicSpec.ofSketches(
              topics, partitions, (short) 1, Optional.empty(), OptionalLong.empty()));
    }
    int rounds = Math.max(1, sketches / DRAWINGS);
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers, "linger.ms", 5, "compression.type", "lz4"),
            bytes,
            bytes)) {
      for (int round = 0; round < rounds; round++) {
        for (int d = 0; d < DRAWINGS; d++) {
          String id = "drawing-" + d;
          Sketch sketch =
              new Sketch(id, round, scribble(round * 31 + d), false, OptionalInt.empty());
          var unused =
              producer.send(
                  new ProducerRecord<>(
                      topics.sketches(),
                      null,
                      (long) round,
                      id.getBytes(UTF_8),
                      SketchCodec.write(sketch)));
        }
      }
    }
    return rounds * DRAWINGS;
  }

  /** Five strokes of ten points, in whole numbers up to about 255. */
  private static List<Stroke> scribble(int seed) {
    Random random = new Random(seed);
    List<Stroke> strokes = new ArrayList<>();
    for (int s = 0; s < STROKES; s++) {
      float[] x = new float[POINTS];
      float[] y = new float[POINTS];
      x[0] = random.nextInt(200);
      y[0] = random.nextInt(200);
      double angle = random.nextDouble() * 6;
      for (int i = 1; i < POINTS; i++) {
        angle += random.nextGaussian();
        x[i] = Math.round(x[i - 1] + 15 * Math.cos(angle));
        y[i] = Math.round(y[i - 1] + 15 * Math.sin(angle));
      }
      strokes.add(new Stroke(x, y));
    }
    return strokes;
  }

  private StreamsRuntime stream(
      String servers,
      SketchTopics topics,
      OnnxSketchClassifier model,
      Counters counters,
      Path stateDir) {
    StreamSettings usual = StreamSettings.of(Topics.withPrefix("bench."));
    SketchSpec spec =
        new SketchSpec(
            topics,
            usual.latePolicy(),
            batch,
            usual.linger(),
            Duration.ofMinutes(10),
            usual.maxRecordBytes());
    Map<String, String> kafka =
        Map.of("bootstrap.servers", servers, "num.stream.threads", Integer.toString(threads));
    return new StreamsRuntime(
        PipelineTopology.build(spec, true, model, counters, System::nanoTime),
        StreamsRuntime.properties(
            "sketch-bench", stateDir, usual.linger(), usual.maxRecordBytes(), kafka),
        Instant::now);
  }

  private static void requireLive(StreamsRuntime stream) {
    if (!stream.isLive()) {
      throw new IllegalStateException("stream ended", stream.stopped().join().orElse(null));
    }
  }
}
