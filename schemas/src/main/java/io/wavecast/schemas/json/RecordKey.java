package io.wavecast.schemas.json;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Keys of records as text. */
public final class RecordKey {
  private RecordKey() {}

  /**
   * A key that must be there.
   *
   * @param what the key is, in messages
   * @throws BadRecordException when it is absent or no UTF-8
   */
  public static String text(byte @Nullable [] key, String what) {
    if (key == null) {
      throw new BadRecordException(Reason.BAD_SERIES, "record must have a key: " + what);
    }
    return text(key);
  }

  /**
   * @throws BadRecordException when it is no UTF-8
   */
  public static String text(byte[] key) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
    } catch (CharacterCodingException e) {
      throw new BadRecordException(Reason.BAD_SERIES, "key of the record must be UTF-8 text", e);
    }
  }
}
