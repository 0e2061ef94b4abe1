package io.wavecast.trainer.fit;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Copies of named arrays, taken out of ND4J's memory and put back into it. */
public final class Snapshot {
  private Snapshot() {}

  /** The values of each array, row by row. */
  public static Map<String, float[]> of(Map<String, INDArray> arrays) {
    Map<String, float[]> copies = new LinkedHashMap<>();
    arrays.forEach((name, array) -> copies.put(name, array.data().asFloat()));
    return copies;
  }

  /**
   * Overwrites each array.
   *
   * @throws IllegalArgumentException when a name is absent or a length differs
   */
  public static void restore(Map<String, float[]> copies, Map<String, INDArray> arrays) {
    arrays.forEach(
        (name, array) -> {
          float[] copy = copies.get(name);
          if (copy == null || copy.length != array.length()) {
            throw new IllegalArgumentException("the weights do not fit the network at " + name);
          }
          try (INDArray values = Nd4j.createFromArray(copy)) {
            array.assign(values.reshape('c', array.shape()));
          }
        });
  }
}
