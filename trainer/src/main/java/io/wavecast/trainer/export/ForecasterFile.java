package io.wavecast.trainer.export;

import io.wavecast.core.forecast.ForecasterMetadata;
import io.wavecast.core.forecast.ForecasterMetadata.Scaling;
import io.wavecast.trainer.algebra.OnnxAlgebra;
import io.wavecast.trainer.algebra.Seq;
import io.wavecast.trainer.algebra.Weights;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.net.Architecture;
import io.wavecast.trainer.net.Head;
import io.wavecast.trainer.net.WindowScaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes a trained network as a forecaster: input {@code window} [batch, 50, 1], outputs {@code
 * forecast} [batch, 10] and {@code quantiles} [batch, 10, levels], all in raw units, and its
 * contract in {@code metadata_props}. Only what the forecast depends on is in the graph.
 */
public final class ForecasterFile {
  private static final int H = WindowSet.HORIZON;

  private ForecasterFile() {}

  /** Writes a network into a graph. */
  @FunctionalInterface
  public interface Body {
    /**
     * Adds the network.
     *
     * @param window [batch, 50, 1]
     * @return the head's values, [batch, head units]
     */
    String values(OnnxAlgebra a, Seq<String> window);
  }

  /**
   * The bytes of the file.
   *
   * @param weights trained weights by name
   * @param calibration what to do for the intervals
   */
  public static byte[] bytes(
      Architecture net,
      Map<String, float[]> weights,
      IntervalCalibration calibration,
      ForecasterMetadata metadata) {
    Body body =
        (plain, window) -> {
          OnnxAlgebra a = new OnnxAlgebra(plain.graph(), new Weights(weights, ""));
          if (net.head().isIterated()) {
            return iterated(a, net, window);
          }
          if (net.scaling() == Scaling.NONE) {
            return a.rows(net.values(a, window, null, 1));
          }
          WindowScaling<String> scaling =
              WindowScaling.of(a, a.reshape(window.value(), 0, WindowSet.WINDOW));
          Seq<String> seen = window.with(a.reshape(scaling.seen(), 0, WindowSet.WINDOW, 1));
          return scaling.toRaw(a, a.rows(net.values(a, seen, scaling.half(), 1)));
        };
    return bytes(body, net.head(), net.givesAscending(), calibration, metadata);
  }

  /**
   * The bytes of a file with any network.
   *
   * @param head what the network's values mean
   * @param isAscending whether quantiles leave the network in order
   */
  public static byte[] bytes(
      Body body,
      Head head,
      boolean isAscending,
      IntervalCalibration calibration,
      ForecasterMetadata metadata) {
    OnnxGraphBuilder graph = new OnnxGraphBuilder();
    OnnxAlgebra a = new OnnxAlgebra(graph);
    graph.input(ForecasterMetadata.INPUT, WindowSet.WINDOW, 1);
    String values = body.values(a, a.sequence(ForecasterMetadata.INPUT, WindowSet.WINDOW, 1));
    boolean points = head.isPoints();
    int levels = points ? calibration.levels().size() : head.width();
    String forecast = values;
    String quantiles;
    if (points) {
      String column = graph.node("Unsqueeze", List.of(forecast, graph.longs("axis", 2)));
      quantiles = a.add(column, graph.floats("offsets", calibration.offsets(), 1, H, levels));
    } else {
      String rows = isAscending ? values : sorted(graph, values, levels);
      forecast =
          graph.node(
              "Slice",
              List.of(
                  rows,
                  graph.longs("from", levels / 2),
                  graph.longs("to", (long) H * levels),
                  graph.longs("axis", 1),
                  graph.longs("step", levels)));
      quantiles = graph.reshape(rows, 0, H, levels);
      if (calibration.stretch() != 1) {
        quantiles = stretched(a, forecast, quantiles, calibration.stretch());
      }
    }
    graph.output(forecast, ForecasterMetadata.FORECAST, H);
    graph.output(quantiles, ForecasterMetadata.QUANTILES, H, levels);
    return graph.bytes(
        "wavecast-trainer", metadata.provenance().producerVersion(), metadata.toMap());
  }

  /** The network written out once for each value ahead: the window moves on by its own forecast. */
  private static String iterated(OnnxAlgebra a, Architecture net, Seq<String> window) {
    List<String> ahead = new ArrayList<>();
    Seq<String> x = window;
    for (int lead = 1; lead <= H; lead++) {
      String next = a.rows(net.values(a, x, null, 1));
      ahead.add(next);
      String newest = a.newest(x, WindowSet.WINDOW - 1).value();
      x = x.with(a.concat(1, List.of(newest, a.reshape(next, 0, 1, 1))));
    }
    return a.concat(1, ahead);
  }

  /** Learned quantiles may cross; sorted, they cannot. */
  private static String sorted(OnnxGraphBuilder graph, String values, int levels) {
    String sorted = graph.sortedAscending(graph.reshape(values, 0, H, levels), levels);
    return graph.reshape(sorted, 0, (long) H * levels);
  }

  /** Quantiles [batch, 10, levels] whose distance from the forecast is multiplied. */
  private static String stretched(OnnxAlgebra a, String forecast, String quantiles, float stretch) {
    String column = a.reshape(forecast, 0, H, 1);
    String away = a.sub(quantiles, column);
    String factor = a.constant("stretch", new float[] {stretch}, 1);
    return a.add(column, a.mul(away, factor));
  }
}
