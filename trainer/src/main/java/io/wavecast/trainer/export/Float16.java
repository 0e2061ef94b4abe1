package io.wavecast.trainer.export;

import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/** Numbers of 16 bits (IEEE 754 binary16), in which weights take half the room. */
public final class Float16 {
  private Float16() {}

  /** Rounds every value to the nearest half, in place. */
  public static void round(Map<String, float[]> arrays) {
    for (float[] values : arrays.values()) {
      for (int i = 0; i < values.length; i++) {
        values[i] = Fp16Conversions.fp16ToFloat(Fp16Conversions.floatToFp16(values[i]));
      }
    }
  }

  static boolean are(float[] values) {
    for (float value : values) {
      if (Fp16Conversions.fp16ToFloat(Fp16Conversions.floatToFp16(value)) != value) {
        return false;
      }
    }
    return true;
  }

  /** Little-endian, as ONNX wants them. */
  static ByteBuffer bytes(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putShort(Fp16Conversions.floatToFp16(value));
    }
    return bytes.flip();
  }
}
