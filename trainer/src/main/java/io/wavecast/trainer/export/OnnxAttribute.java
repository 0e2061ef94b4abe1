package io.wavecast.trainer.export;

import java.util.Arrays;
import onnx.Onnx.AttributeProto;
import org.nd4j.shade.protobuf.ByteString;

/** An attribute of a node. */
final class OnnxAttribute {
  private OnnxAttribute() {}

  /**
   * @param value a Float, an Integer, a String or a long[]
   * @throws IllegalArgumentException when it is anything else
   */
  static AttributeProto of(String name, Object value) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
    if (value instanceof Float number) {
      attribute.setType(AttributeProto.AttributeType.FLOAT).setF(number);
    } else if (value instanceof Integer number) {
      attribute.setType(AttributeProto.AttributeType.INT).setI(number);
    } else if (value instanceof String text) {
      attribute.setType(AttributeProto.AttributeType.STRING).setS(ByteString.copyFromUtf8(text));
    } else if (value instanceof long[] numbers) {
      attribute.setType(AttributeProto.AttributeType.INTS);
      Arrays.stream(numbers).forEach(attribute::addInts);
    } else {
      throw new IllegalArgumentException(
          "attribute '%s' must be a Float, an Integer, a String or a long[], got: %s"
              .formatted(name, value));
    }
    return attribute.build();
  }
}
