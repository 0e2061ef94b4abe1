package io.wavecast.trainer.algebra;

import java.util.Map;

/**
 * Trained weights by name, seen from one layer: names are looked up below a prefix.
 *
 * @param arrays row-major values by full name; shared, not copied
 * @param prefix what names begin with; empty at the root
 */
public record Weights(Map<String, float[]> arrays, String prefix) {

  /** The weights of a part. */
  public Weights inner(String name) {
    return new Weights(arrays, Scope.full(prefix, name));
  }

  /**
   * The values of a weight.
   *
   * @throws IllegalArgumentException when there is no weight of that name
   */
  public float[] get(String name) {
    float[] values = arrays.get(Scope.full(prefix, name));
    if (values == null) {
      throw new IllegalArgumentException("no weight is called '" + Scope.full(prefix, name) + "'");
    }
    return values;
  }

  /** What batch normalisation multiplies a served channel with. */
  public float[] normScale(double epsilon) {
    float[] gamma = get("gamma");
    float[] variance = get("variance");
    float[] scale = new float[gamma.length];
    for (int i = 0; i < scale.length; i++) {
      scale[i] = (float) (gamma[i] / Math.sqrt(variance[i] + epsilon));
    }
    return scale;
  }

  /** What it adds after that. */
  public float[] normShift(double epsilon) {
    float[] scale = normScale(epsilon);
    float[] beta = get("beta");
    float[] mean = get("mean");
    float[] shift = new float[scale.length];
    for (int i = 0; i < shift.length; i++) {
      shift[i] = beta[i] - mean[i] * scale[i];
    }
    return shift;
  }
}
