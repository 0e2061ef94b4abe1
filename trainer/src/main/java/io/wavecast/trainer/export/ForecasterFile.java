package io.wavecast.trainer.export;

import io.wavecast.core.forecast.ForecasterMetadata;
import io.wavecast.core.forecast.ForecasterMetadata.Scaling;
import io.wavecast.trainer.algebra.OnnxAlgebra;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.export.OnnxValue.Layout;
import io.wavecast.trainer.layer.Copies;
import io.wavecast.trainer.layer.Layer;
import io.wavecast.trainer.layer.Weights;
import io.wavecast.trainer.net.Architecture;
import io.wavecast.trainer.net.Head;
import io.wavecast.trainer.net.WindowNetwork;
import io.wavecast.trainer.net.WindowScaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
    String values(OnnxGraphBuilder graph, OnnxValue window);
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
        (graph, window) -> {
          if (net.scaling() == Scaling.NONE) {
            return body(graph, net, weights, window, null);
          }
          WindowScaling<String> scaling =
              WindowScaling.served(graph, graph.reshape(window.name(), 0, WindowSet.WINDOW));
          OnnxValue seen = window.withName(graph.reshape(scaling.seen(), 0, WindowSet.WINDOW, 1));
          String values = body(graph, net, weights, seen, scaling.half());
          return scaling.toRaw(new OnnxAlgebra(graph), values);
        };
    return bytes(
        new OnnxGraphBuilder(), body, net.head(), net.givesAscending(), calibration, metadata);
  }

  /**
   * The bytes of a file with any network.
   *
   * @param graph empty, but for what the network brings along
   * @param head what the network's values mean
   * @param isAscending whether quantiles leave the network in order
   */
  public static byte[] bytes(
      OnnxGraphBuilder graph,
      Body body,
      Head head,
      boolean isAscending,
      IntervalCalibration calibration,
      ForecasterMetadata metadata) {
    graph.input(ForecasterMetadata.INPUT, WindowSet.WINDOW, 1);
    String values =
        body.values(
            graph, new OnnxValue(ForecasterMetadata.INPUT, Layout.BATCH_TIME, WindowSet.WINDOW, 1));
    OnnxAlgebra a = new OnnxAlgebra(graph);
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

  private static String body(
      OnnxGraphBuilder graph,
      Architecture net,
      Map<String, float[]> weights,
      OnnxValue window,
      @Nullable String half) {
    return net.head().isIterated()
        ? iterated(graph, net, weights, window)
        : once(graph, net, weights, window, half);
  }

  /** From the window to the head's values, [batch, units]. */
  private static String once(
      OnnxGraphBuilder graph,
      Architecture net,
      Map<String, float[]> weights,
      OnnxValue window,
      @Nullable String half) {
    int[] plan = net.plan(WindowSet.WINDOW, 1);
    OnnxValue x = graph.newest(window, plan[0]);
    for (int i = 0; i < net.layers().size(); i++) {
      Weights ofLayer = new Weights(weights, WindowNetwork.name(i));
      Layer layer = net.layers().get(i);
      x =
          layer instanceof Copies copies && half != null
              ? copies.onnx(graph, ofLayer, x, half)
              : layer.onnx(graph, ofLayer, x, plan[i + 1]);
    }
    return graph.as(x, Layout.ROWS).name();
  }

  /** The network written out once for each value ahead: the window moves on by its own forecast. */
  private static String iterated(
      OnnxGraphBuilder graph, Architecture net, Map<String, float[]> weights, OnnxValue window) {
    List<String> ahead = new ArrayList<>();
    OnnxValue x = window;
    for (int lead = 1; lead <= H; lead++) {
      String next = once(graph, net, weights, x, null);
      ahead.add(next);
      String newest = graph.newest(x, WindowSet.WINDOW - 1).name();
      String value = graph.reshape(next, 0, 1, 1);
      x = x.withName(graph.node("Concat", List.of(newest, value), "axis", 1));
    }
    return graph.node("Concat", ahead, "axis", 1);
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
