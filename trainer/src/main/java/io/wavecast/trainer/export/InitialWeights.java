package io.wavecast.trainer.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.wavecast.core.forecast.ForecasterMetadata;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.trainer.net.Architecture;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads trained weights back from a forecaster's file, to train it further.
 *
 * <p>Layers write their weights turned and reordered, as ONNX wants them. Where each one went is
 * found by writing the network twice with numbers instead of weights: what differs between the two
 * by just the difference of the numbers is the place of a weight.
 */
public final class InitialWeights {
  /** Floats count one by one up to here. */
  private static final int MOST = 1 << 23;

  private InitialWeights() {}

  /**
   * The weights in a file.
   *
   * @param shapes the network's weights by name; their values do not matter
   * @throws IllegalArgumentException when it is not of this network
   */
  public static Map<String, float[]> read(
      ModelFile file, Architecture net, Map<String, float[]> shapes) {
    ForecasterMetadata metadata = file.metadata();
    int count = shapes.values().stream().mapToInt(w -> w.length).sum();
    if (count > MOST) {
      throw new IllegalArgumentException(
          "a network to start from must have at most %d weights, got: %d".formatted(MOST, count));
    }
    List<TensorProto> given = tensors(file.bytes());
    List<TensorProto> once = numbered(net, shapes, metadata, 1, count);
    List<TensorProto> again = numbered(net, shapes, metadata, 1 + count, count);
    float[] found = new float[count];
    int places = 0;
    // what stretches the intervals stands last, and not in every file
    boolean same = given.size() >= once.size();
    for (int t = 0; same && t < once.size(); t++) {
      same = once.get(t).getDimsList().equals(given.get(t).getDimsList());
      if (same && isFloats(once.get(t))) {
        places += take(once.get(t), again.get(t), given.get(t), found);
      }
    }
    if (!same || places < count) {
      throw new IllegalArgumentException(
          file.source()
              + " is not of the same network: train the model that it is, or leave --init out");
    }
    return cut(found, shapes);
  }

  private static int take(TensorProto once, TensorProto again, TensorProto given, float[] found) {
    FloatBuffer first = floats(once);
    FloatBuffer second = floats(again);
    FloatBuffer values = floats(given);
    int places = 0;
    for (int i = 0; i < first.limit(); i++) {
      int number = (int) first.get(i);
      if (second.get(i) - first.get(i) == found.length && number >= 1 && number <= found.length) {
        found[number - 1] = values.get(i);
        places++;
      }
    }
    return places;
  }

  private static List<TensorProto> numbered(
      Architecture net,
      Map<String, float[]> shapes,
      ForecasterMetadata metadata,
      int from,
      int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = from + i;
    }
    return tensors(
        ForecasterFile.bytes(net, cut(numbers, shapes), IntervalCalibration.none(), metadata));
  }

  /** Row-major values of all weights, one array a weight. */
  private static Map<String, float[]> cut(float[] found, Map<String, float[]> shapes) {
    Map<String, float[]> weights = new LinkedHashMap<>();
    int at = 0;
    for (Map.Entry<String, float[]> weight : shapes.entrySet()) {
      int length = weight.getValue().length;
      weights.put(weight.getKey(), Arrays.copyOfRange(found, at, at + length));
      at += length;
    }
    return weights;
  }

  private static boolean isFloats(TensorProto tensor) {
    return tensor.getDataType() == TensorProto.DataType.FLOAT_VALUE;
  }

  private static FloatBuffer floats(TensorProto tensor) {
    return tensor
        .getRawData()
        .asReadOnlyByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer();
  }

  private static List<TensorProto> tensors(byte[] model) {
    try {
      return ModelProto.parseFrom(model).getGraph().getInitializerList();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("the file is no ONNX model: " + e.getMessage(), e);
    }
  }
}
