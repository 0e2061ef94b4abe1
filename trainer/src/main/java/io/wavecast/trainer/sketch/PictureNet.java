package io.wavecast.trainer.sketch;

import io.wavecast.trainer.algebra.OnnxAlgebra;
import io.wavecast.trainer.algebra.SameDiffAlgebra;
import io.wavecast.trainer.algebra.Scope;
import io.wavecast.trainer.algebra.Seq;
import io.wavecast.trainer.algebra.Weights;
import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.layer.Dense;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Looks at the {@link Picture} of a drawing: convolutions, then a dense layer that sees every place
 * of the last picture and the drawing's traits.
 *
 * @param blocks from 16 x 16 cells on
 * @param hidden units of the dense layer
 * @param dropout before the dense layer and behind it, in [0, 1)
 */
record PictureNet(List<ConvBlock> blocks, int hidden, double dropout) implements SketchNet {
  PictureNet {
    blocks = List.copyOf(blocks);
  }

  @Override
  public SDVariable define(Scope scope, SDVariable points, int classes) {
    SameDiffAlgebra algebra = new SameDiffAlgebra(scope.inner("picture"));
    Picture<SDVariable> picture = Picture.of(algebra, Box.of(algebra, points));
    Grid x = Grid.of(picture.image(), Picture.SIZE, Picture.CHANNELS);
    for (int i = 0; i < blocks.size(); i++) {
      x = blocks.get(i).define(scope.inner("block" + i), x);
    }
    int width = x.side() * x.side() * x.channels();
    SDVariable flat = drop(scope, "seen", x.flat(), width);
    SDVariable all = scope.graph().concat(1, flat, picture.traits());
    SameDiffAlgebra a = new SameDiffAlgebra(scope);
    Seq<SDVariable> seen = a.ofRows(all, 1, width + Picture.TRAITS);
    Seq<SDVariable> h = Dense.he(hidden, 1).apply(a.inner("hidden"), seen, 1);
    SDVariable kept = drop(scope, "told", scope.graph().nn().relu(h.value(), 0), hidden);
    Seq<SDVariable> told = a.ofRows(kept, 1, hidden);
    return a.rows(Dense.he(classes, 0.5).apply(a.inner("head"), told, 1));
  }

  private SDVariable drop(Scope scope, String name, SDVariable x, int width) {
    return scope.training() && dropout > 0 ? x.mul(scope.dropout(name, dropout, -1, width)) : x;
  }

  @Override
  public String onnx(OnnxGraphBuilder graph, Weights weights, String points, int classes) {
    OnnxAlgebra algebra = new OnnxAlgebra(graph);
    Picture<String> picture = Picture.of(algebra, Box.of(algebra, points));
    String x = picture.image();
    int side = Picture.SIZE;
    int channels = Picture.CHANNELS;
    for (int i = 0; i < blocks.size(); i++) {
      ConvBlock block = blocks.get(i);
      x = block.onnx(graph, weights.inner("block" + i), x, channels);
      side = block.halves() ? side / 2 : side;
      channels = block.filters();
    }
    String last = graph.node("Transpose", List.of(x), "perm", new long[] {0, 2, 3, 1});
    String flat = graph.reshape(last, 0, (long) side * side * channels);
    String all = graph.node("Concat", List.of(flat, picture.traits()), "axis", 1);
    int width = side * side * channels + Picture.TRAITS;
    OnnxAlgebra a = new OnnxAlgebra(graph, weights);
    Seq<String> h = Dense.he(hidden, 1).apply(a.inner("hidden"), a.ofRows(all, 1, width), 1);
    Seq<String> told = h.with(a.relu(h.value()));
    return Dense.he(classes, 0.5).apply(a.inner("head"), told, 1).value();
  }
}
