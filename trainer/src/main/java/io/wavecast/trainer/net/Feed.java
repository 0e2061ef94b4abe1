package io.wavecast.trainer.net;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Puts placeholders' values into ND4J's memory. */
final class Feed {
  private Feed() {}

  /** New arrays with the values. The caller closes them. */
  static Map<String, INDArray> arrays(Map<String, Values> values, DataType type) {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    values.forEach((name, v) -> arrays.put(name, Nd4j.create(type, v.shape(), 'c')));
    fill(arrays, values);
    return arrays;
  }

  /** Overwrites arrays of the same shapes. */
  static void fill(Map<String, INDArray> arrays, Map<String, Values> values) {
    arrays.forEach(
        (name, array) -> {
          Values v = values.get(name);
          if (v == null) {
            throw new IllegalArgumentException("no values for the placeholder " + name);
          }
          put(v.data(), array);
        });
  }

  /** The shapes, in the order of the names: what a recorded program depends on. */
  static List<List<Long>> shapes(Map<String, Values> values) {
    List<List<Long>> shapes = new ArrayList<>();
    values.values().forEach(v -> shapes.add(Arrays.stream(v.shape()).boxed().toList()));
    return shapes;
  }

  private static void put(float[] values, INDArray array) {
    Pointer memory = array.data().addressPointer();
    if (memory instanceof FloatPointer floats) {
      floats.put(values);
    } else {
      for (int i = 0; i < values.length; i++) {
        array.data().put(i, values[i]);
      }
    }
  }
}
