package io.wavecast.registry;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import java.nio.ByteBuffer;

/**
 * The wire format of Confluent's serializers, which other registries share: a zero byte, the id of
 * the schema as a big-endian int32, and the payload.
 */
public final class WireFormat {
  /** Bytes before the payload. */
  public static final int HEADER = 1 + Integer.BYTES;

  private static final byte MAGIC = 0;

  private WireFormat() {}

  /** Whether a value is in this format; no JSON begins with a zero byte. */
  public static boolean matches(byte[] value) {
    return value.length >= HEADER && value[0] == MAGIC;
  }

  /**
   * The id of a value's schema.
   *
   * @throws BadRecordException when the value is not in this format
   */
  public static int schemaId(byte[] value) {
    if (!matches(value)) {
      throw new BadRecordException(
          Reason.MALFORMED,
          "value must begin with a zero byte and the schema's id, as serializers of a schema"
              + " registry write it");
    }
    return ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
  }

  /** The value of a payload. */
  public static byte[] write(int schemaId, byte[] payload) {
    return ByteBuffer.allocate(HEADER + payload.length)
        .put(MAGIC)
        .putInt(schemaId)
        .put(payload)
        .array();
  }
}
