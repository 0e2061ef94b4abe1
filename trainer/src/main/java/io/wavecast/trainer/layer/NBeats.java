package io.wavecast.trainer.layer;

import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.export.OnnxValue;
import io.wavecast.trainer.export.OnnxValue.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Blocks that explain the window away (Oreshkin et al., N-BEATS, ICLR 2020): each sees what the
 * ones before it left over, takes its share off, and adds its share of the forecast.
 *
 * <pre>
 * h = trunk(x)     x' = x - backcast(h)     y' = y + forecast(h)
 * </pre>
 *
 * Takes one step, the flattened window, and gives one step of {@code outputs} values.
 *
 * @param outputs values that leave
 * @param width units of each layer of a trunk
 * @param depth layers of a trunk, at least 1
 * @param blocks how many blocks, at least 1
 */
public record NBeats(int outputs, int width, int depth, int blocks) implements Layer {
  private static final double SHARE = 0.3;

  public NBeats {
    if (depth < 1 || blocks < 1) {
      throw new IllegalArgumentException(
          "depth and blocks must be at least 1, got: %d and %d".formatted(depth, blocks));
    }
  }

  private List<Layer> trunk() {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      layers.add(Dense.he(width, 1));
      layers.add(new Relu());
    }
    return layers;
  }

  private Dense forecast() {
    return Dense.he(outputs, SHARE);
  }

  private static Dense backcast(int window) {
    return Dense.he(window, SHARE);
  }

  @Override
  public Seq define(Scope scope, Seq x, int steps) {
    Seq left = x.newest(1);
    SDVariable sum = null;
    for (int i = 0; i < blocks; i++) {
      Scope block = scope.inner("block" + i);
      Seq h = left;
      List<Layer> trunk = trunk();
      for (int k = 0; k < trunk.size(); k++) {
        h = trunk.get(k).define(block.inner("" + k), h, 1);
      }
      SDVariable share = forecast().define(block.inner("forecast"), h, 1).value();
      sum = sum == null ? share : sum.add(share);
      if (i + 1 < blocks) {
        Seq explained = backcast(x.channels()).define(block.inner("backcast"), h, 1);
        left = new Seq(left.value().sub(explained.value()), 1, x.channels());
      }
    }
    return new Seq(Objects.requireNonNull(sum), 1, outputs);
  }

  @Override
  public OnnxValue onnx(OnnxGraphBuilder graph, Weights weights, OnnxValue x, int steps) {
    OnnxValue left = graph.as(graph.newest(x, 1), Layout.ROWS);
    String sum = null;
    for (int i = 0; i < blocks; i++) {
      Weights block = weights.inner("block" + i);
      OnnxValue h = left;
      List<Layer> trunk = trunk();
      for (int k = 0; k < trunk.size(); k++) {
        h = trunk.get(k).onnx(graph, block.inner("" + k), h, 1);
      }
      String share = forecast().onnx(graph, block.inner("forecast"), h, 1).name();
      sum = sum == null ? share : graph.node("Add", List.of(sum, share));
      if (i + 1 < blocks) {
        OnnxValue explained = backcast(x.channels()).onnx(graph, block.inner("backcast"), h, 1);
        left = left.withName(graph.node("Sub", List.of(left.name(), explained.name())));
      }
    }
    return new OnnxValue(Objects.requireNonNull(sum), Layout.ROWS, 1, outputs);
  }
}
