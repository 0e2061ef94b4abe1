package io.wavecast.trainer.layer;

import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.export.OnnxValue;
import io.wavecast.trainer.export.OnnxValue.Layout;
import java.util.List;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Makes layers say of a series upside down what they say of the series, upside down: for series
 * that are as likely as their mirror image, the network need not learn that.
 *
 * <pre>
 * y[q] = (body(x)[q] - body(-x)[levels - 1 - q]) / 2
 * </pre>
 *
 * The body runs once, on twice the rows, and gives one step.
 *
 * @param body from the sequence to groups of ascending quantiles
 * @param levels quantiles in a group, at least 1
 */
public record Mirrored(List<Layer> body, int levels) implements OneStep {

  public Mirrored {
    body = List.copyOf(body);
  }

  @Override
  public Seq define(Scope scope, Seq x, int steps) {
    SDVariable both = scope.graph().concat(1, x.value(), x.value().neg());
    Seq out = new Seq(both, x.steps(), x.channels());
    for (int i = 0; i < body.size(); i++) {
      out = body.get(i).define(scope.inner("" + i), out, body.get(i).length(out.steps()));
    }
    int n = out.channels();
    // [2, batch * groups, levels]: as it is, and upside down
    SDVariable halves = out.newest(1).value().reshape(2, -1, levels);
    SDVariable up = half(halves, 0);
    SDVariable down = half(halves, 1).mmul(scope.constant("turn", turn(), levels, levels));
    return new Seq(up.sub(down).mul(0.5).reshape(1, -1, n), 1, n);
  }

  private SDVariable half(SDVariable halves, int which) {
    SDVariable half = halves.get(SDIndex.interval(which, which + 1), SDIndex.all(), SDIndex.all());
    return half.reshape(-1, levels);
  }

  @Override
  public OnnxValue onnx(OnnxGraphBuilder graph, Weights weights, OnnxValue x, int steps) {
    OnnxValue in = graph.as(x, Layout.BATCH_TIME);
    String down = graph.node("Neg", List.of(in.name()));
    OnnxValue out = in.withName(graph.node("Concat", List.of(in.name(), down), "axis", 0));
    for (int i = 0; i < body.size(); i++) {
      Layer layer = body.get(i);
      out = layer.onnx(graph, weights.inner("" + i), out, layer.length(out.steps()));
    }
    int n = out.channels();
    String rows = graph.as(graph.newest(out, 1), Layout.ROWS).name();
    List<String> halves = graph.halves(graph.reshape(rows, -1, n / levels, levels));
    String turn = graph.floats("turn", turn(), levels, levels);
    String turned = graph.node("MatMul", List.of(halves.get(1), turn));
    String apart = graph.node("Sub", List.of(halves.get(0), turned));
    String half = graph.node("Mul", List.of(apart, graph.floats("half", new float[] {0.5f}, 1)));
    return new OnnxValue(graph.reshape(half, -1, n), Layout.ROWS, 1, n);
  }

  /** Puts the last first. */
  private float[] turn() {
    float[] matrix = new float[levels * levels];
    for (int k = 0; k < levels; k++) {
      matrix[k * levels + levels - 1 - k] = 1;
    }
    return matrix;
  }
}
