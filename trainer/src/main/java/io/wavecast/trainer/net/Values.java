package io.wavecast.trainer.net;

import java.util.stream.LongStream;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a placeholder is given: floats, row by row, in a shape. Shared, not copied.
 *
 * @param data one per element of the shape
 * @param shape the sizes of the axes
 */
public record Values(float[] data, long... shape) {
  public Values {
    if (count(shape) != data.length) {
      throw new IllegalArgumentException(
          "a shape of %d values was given %d".formatted(count(shape), data.length));
    }
  }

  /** How many values a shape holds. */
  static long count(long... shape) {
    return LongStream.of(shape).reduce(1, (a, b) -> a * b);
  }

  /** A new array in ND4J's memory with the values. The caller closes it. */
  INDArray array(DataType type) {
    INDArray array = Nd4j.create(type, shape, 'c');
    writeTo(array);
    return array;
  }

  /** Overwrites an array of the same shape. */
  void writeTo(INDArray array) {
    if (array.data().addressPointer() instanceof FloatPointer floats) {
      floats.put(data);
      // on a GPU only the other memory would be read
      Nd4j.getAffinityManager().tagLocation(array, Location.HOST);
    } else {
      for (int i = 0; i < data.length; i++) {
        array.data().put(i, data[i]);
      }
    }
  }
}
