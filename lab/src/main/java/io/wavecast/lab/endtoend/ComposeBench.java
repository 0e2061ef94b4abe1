package io.wavecast.lab.endtoend;

import io.wavecast.chorales.event.ChoraleEnd;
import io.wavecast.chorales.event.ChoraleRequest;
import io.wavecast.chorales.event.ChoraleRequest.Mode;
import io.wavecast.chorales.event.Chord;
import io.wavecast.chorales.model.OnnxComposer;
import io.wavecast.chorales.pipeline.Pieces;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.InMemoryStore;
import io.wavecast.onnx.file.TrustedModels;
import io.wavecast.onnx.run.Device;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/**
 * Composes 64 chorales at once on one thread, as the stream does, but without Kafka: notes per
 * second of wall-clock time and of CPU time. Then single chorales: the time per note near the start
 * and near note 1,000, medians of several pieces.
 */
public final class ComposeBench {
  private static final int AT_ONCE = 64;
  private static final int CHORDS = 260;
  private static final int ROUNDS = 9;

  private ComposeBench() {}

  /** The argument is a model, 'chorale' or a file; the default is the shipped one. */
  public static void main(String[] args) {
    String model = args.length > 0 ? args[0] : OnnxComposer.SHIPPED;
    try (OnnxComposer composer = OnnxComposer.KIND.open(model, TrustedModels.ALL, Device.CPU)) {
      System.out.printf("batch sizes %s%n", composer.batchSizes());
      together(composer, 20);
      together(composer, CHORDS);
      byPosition(composer);
    }
  }

  private static void together(OnnxComposer composer, int chords) {
    long[] notes = {0};
    Pieces pieces =
        new Pieces(
            composer,
            new InMemoryStore(),
            (event, time) -> notes[0] += event instanceof ChoraleEnd ? 0 : 1,
            Metrics.NONE);
    for (int i = 0; i < AT_ONCE; i++) {
      add(pieces, request(i, chords));
    }
    long start = System.nanoTime();
    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    while (pieces.unfinished() > 0) {
      pieces.compose(16);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuSeconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9;
    System.out.printf(
        "%d at once, %d chords each: %,d notes, %,.0f a second, %,.0f a second of CPU time%n",
        AT_ONCE, chords, notes[0], notes[0] / seconds, notes[0] / cpuSeconds);
  }

  private static void byPosition(OnnxComposer composer) {
    double[] early = new double[ROUNDS];
    double[] late = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      double[] micros = new double[1000];
      int[] at = {0};
      long[] last = {0};
      Pieces pieces =
          new Pieces(
              composer,
              new InMemoryStore(),
              (event, time) -> {
                long now = System.nanoTime();
                if (at[0] < micros.length) {
                  micros[at[0]++] = (now - last[0]) / 1e3;
                }
                last[0] = now;
              },
              Metrics.NONE);
      add(pieces, request(round, 256));
      while (pieces.unfinished() > 0) {
        pieces.compose(16);
      }
      early[round] = median(Arrays.copyOfRange(micros, 1, 101));
      late[round] = median(Arrays.copyOfRange(micros, 900, 1000));
    }
    System.out.printf(
        "one alone, us a note: notes 1-100 %.1f, notes 900-999 %.1f, ratio %.3f%n",
        median(early), median(late), median(late) / median(early));
  }

  private static ChoraleRequest request(int i, int chords) {
    List<Chord> seeds = List.of(new Chord(73, 68, 61, 53), new Chord(69, 66, 61, 54));
    return new ChoraleRequest("c" + i, seeds, chords, Mode.SAMPLE, 1, i);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static void add(Pieces pieces, ChoraleRequest request) {
    if (pieces.add(request, 0).isPresent()) {
      throw new IllegalStateException("name is in use: " + request.choraleId());
    }
  }
}
