package io.wavecast.trainer.layer;

import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.export.OnnxValue;
import io.wavecast.trainer.export.OnnxValue.Layout;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Batch normalisation (Ioffe and Szegedy, ICML 2015), a channel at a time, over all steps of all
 * sequences of the batch:
 *
 * <pre>
 * y = gamma (x - mean) / sqrt(variance + epsilon) + beta
 * </pre>
 *
 * In training mean and variance are the batch's own; served are running means of them. Defaults are
 * Keras's.
 *
 * @param momentum share of a running mean that a step keeps, in [0, 1)
 * @param epsilon keeps the division away from zero, above 0
 */
public record BatchNorm(double momentum, double epsilon) implements Layer {

  /** As in Keras. */
  public BatchNorm() {
    this(0.99, 1e-3);
  }

  @Override
  public Seq define(Scope scope, Seq x, int steps) {
    Seq in = x.newest(steps);
    return in.withRows(define(scope, in.rows(), in.channels()), in.channels());
  }

  /**
   * The layer on rows.
   *
   * @param rows [n, channels]
   */
  public SDVariable define(Scope scope, SDVariable rows, int channels) {
    SDVariable gamma = scope.weight("gamma", Init.constant(channels, 1), 1, channels);
    SDVariable beta = scope.weight("beta", new float[channels], 1, channels);
    SDVariable mean = scope.running("mean", new float[channels], 1, channels);
    SDVariable variance = scope.running("variance", Init.constant(channels, 1), 1, channels);
    if (scope.training()) {
      mean = rows.mean(true, 0);
      SDVariable away = rows.sub(mean);
      variance = away.mul(away).mean(true, 0);
      scope.follow("mean", mean, momentum);
      scope.follow("variance", variance, momentum);
    }
    SDVariable scale = gamma.div(scope.graph().math().sqrt(variance.add(epsilon)));
    return rows.sub(mean).mul(scale).add(beta);
  }

  @Override
  public OnnxValue onnx(OnnxGraphBuilder graph, Weights weights, OnnxValue x, int steps) {
    OnnxValue in = graph.newest(x, steps);
    int channels = in.channels();
    int[] shape =
        in.layout() == Layout.BATCH_CHANNEL ? new int[] {channels, 1} : new int[] {channels};
    String scale = graph.floats("scale", scale(weights), shape);
    String shift = graph.floats("shift", shift(weights), shape);
    String scaled = graph.node("Mul", List.of(in.name(), scale));
    return in.withName(graph.node("Add", List.of(scaled, shift)));
  }

  /** What a served channel is multiplied with. */
  public float[] scale(Weights weights) {
    float[] gamma = weights.get("gamma");
    float[] variance = weights.get("variance");
    float[] scale = new float[gamma.length];
    for (int i = 0; i < scale.length; i++) {
      scale[i] = (float) (gamma[i] / Math.sqrt(variance[i] + epsilon));
    }
    return scale;
  }

  /** What is added to a served channel after that. */
  public float[] shift(Weights weights) {
    float[] scale = scale(weights);
    float[] beta = weights.get("beta");
    float[] mean = weights.get("mean");
    float[] shift = new float[scale.length];
    for (int i = 0; i < shift.length; i++) {
      shift[i] = beta[i] - mean[i] * scale[i];
    }
    return shift;
  }
}
