package io.wavecast.trainer.sketch;

import io.wavecast.trainer.algebra.SameDiffAlgebra;
import io.wavecast.trainer.algebra.Scope;
import io.wavecast.trainer.algebra.Weights;
import io.wavecast.trainer.export.OnnxGraphBuilder;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A convolution over pictures, batch norm, ReLU: of 3 x 3 cells with zeros around the picture, or
 * of 2 x 2 cells side by side, which halves it. Where the number of channels stays the same, a 3 x
 * 3 block adds to its input before the ReLU (He et al., CVPR 2016). Served, batch norm is part of
 * the convolution.
 *
 * @param filters output channels
 * @param halves true for 2 x 2 cells, which halve the picture
 */
record ConvBlock(int filters, boolean halves) {
  private static final double MOMENTUM = 0.98;
  private static final double EPSILON = 1e-3;

  static ConvBlock same(int filters) {
    return new ConvBlock(filters, false);
  }

  static ConvBlock half(int filters) {
    return new ConvBlock(filters, true);
  }

  private int kernel() {
    return halves ? 2 : 3;
  }

  private boolean adds(int channels) {
    return !halves && channels == filters;
  }

  Grid define(Scope scope, Grid x) {
    SDVariable cells = halves ? x.blocks() : x.neighbourhoods(scope.graph());
    int fanIn = kernel() * kernel() * x.channels();
    SDVariable w = scope.weight("w", scope.init().he(fanIn, fanIn * filters, 1), fanIn, filters);
    SDVariable normed =
        new SameDiffAlgebra(scope).batchNorm(cells.mmul(w), filters, MOMENTUM, EPSILON);
    if (adds(x.channels())) {
      normed = normed.add(x.rows());
    }
    int side = halves ? x.side() / 2 : x.side();
    return Grid.ofRows(scope.graph().nn().relu(normed, 0), side, filters);
  }

  /**
   * The served form.
   *
   * @param x name of a tensor [batch, channels, height, width]
   */
  String onnx(OnnxGraphBuilder graph, Weights weights, String x, int channels) {
    int k = kernel();
    float[] scale = weights.normScale(EPSILON);
    float[] w = weights.get("w");
    float[] turned = new float[w.length];
    for (int cell = 0; cell < k * k; cell++) {
      for (int in = 0; in < channels; in++) {
        for (int out = 0; out < filters; out++) {
          turned[(out * channels + in) * k * k + cell] =
              w[(cell * channels + in) * filters + out] * scale[out];
        }
      }
    }
    long pad = halves ? 0 : 1;
    long stride = halves ? 2 : 1;
    String conv =
        graph.node(
            "Conv",
            List.of(
                x,
                graph.floats("w", turned, filters, channels, k, k),
                graph.floats("b", weights.normShift(EPSILON), filters)),
            "kernel_shape",
            new long[] {k, k},
            "strides",
            new long[] {stride, stride},
            "pads",
            new long[] {pad, pad, pad, pad});
    return graph.node("Relu", List.of(adds(channels) ? graph.node("Add", List.of(conv, x)) : conv));
  }
}
