package io.wavecast.benchmarks.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.sketch.SketchPoints;
import io.wavecast.core.sketch.SketchSpec;
import io.wavecast.kafkastreams.StreamsRuntime;
import io.wavecast.onnx.file.SketchFile;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxSketchClassifier;
import io.wavecast.schemas.sketch.Sketch;
import io.wavecast.schemas.sketch.SketchCodec;
import io.wavecast.schemas.sketch.Stroke;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures sketches per second from topic to labels: embedded broker, stream and the shipped
 * classifier in one process. Sketches of random scribbles, as long as those of Quick, Draw!, are
 * written before the stream starts.
 */
@Command(
    name = "sketch-end-to-end",
    mixinStandardHelpOptions = true,
    description = "Measures sketch labels per second from topic to labels, broker included.")
public final class SketchEndToEnd extends Bench {
  private static final int DRAWINGS = 1000;
  private static final int STROKES = 5;
  private static final int POINTS = 10;

  @Option(names = "--sketches", defaultValue = "60000", description = "Sketches, at least.")
  private int sketches;

  @Mixin private final BatchOptions batches = new BatchOptions();

  public static void main(String[] args) {
    main(new SketchEndToEnd(), args);
  }

  @Override
  protected void measure(String servers, Path dir) {
    Map<String, String> more = batches.settings();
    more.put("sketches.enabled", "true");
    Settings settings = prepare(servers, "bench", more);
    SketchSpec spec =
        PipelineSettings.sketches(settings, StreamSettings.DEFAULT_MAX_RECORD_BYTES).orElseThrow();
    Counters counters = new Counters();
    try (OnnxSketchClassifier model = OnnxSketchClassifier.open(SketchFile.shipped(), Device.CPU)) {
      double alone = alone(model);
      int n = send(servers, spec.io().input());
      try (StreamsRuntime stream = stream(settings, spec, model, counters, dir, Map.of())) {
        Throughput measured = Throughput.measure(stream, counters.tally(), n);
        System.out.printf(
            "%,d sketches, batches of %d (mean %.1f), %d threads: %,.0f labels/s, CPU %.0f us a"
                + " label, of which the model alone %.0f us%n  %s%n",
            n,
            batches.batch,
            measured.batch(),
            batches.threads,
            measured.perSecond(),
            measured.cpuMicros(),
            alone,
            CpuByPart.text(measured.parts()));
      }
    }
  }

  /** CPU time of the model per drawing, us. */
  private double alone(OnnxSketchClassifier model) {
    float[] points = new float[batches.batch * SketchPoints.MAX * SketchPoints.WIDTH];
    for (int i = 0; i < batches.batch; i++) {
      float[] one = SketchPoints.of(scribble(i));
      System.arraycopy(one, 0, points, i * one.length, one.length);
    }
    float[] probabilities = new float[batches.batch * model.classes().size()];
    var bean = ManagementFactory.getThreadMXBean();
    int runs = 40;
    long start = 0;
    for (int run = -runs; run < runs; run++) {
      start = run == 0 ? bean.getCurrentThreadCpuTime() : start;
      model.classify(points, batches.batch, probabilities);
    }
    return (bean.getCurrentThreadCpuTime() - start) / 1e3 / runs / batches.batch;
  }

  private int send(String servers, String topic) {
    int rounds = Math.max(1, sketches / DRAWINGS);
    try (KafkaProducer<byte[], byte[]> producer = producer(servers)) {
      for (int round = 0; round < rounds; round++) {
        for (int d = 0; d < DRAWINGS; d++) {
          String id = "drawing-" + d;
          byte[] value =
              SketchCodec.write(
                  new Sketch(id, round, scribble(round * 31 + d), false, OptionalInt.empty()));
          var unused =
              producer.send(
                  new ProducerRecord<>(topic, null, (long) round, id.getBytes(UTF_8), value));
        }
      }
    }
    return rounds * DRAWINGS;
  }

  /** Five strokes of ten points, in integers up to about 255. */
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
}
