package io.wavecast.schemas;

import io.wavecast.schemas.BadRecordException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The key of a record: the name of a series, or of what else the record is about. */
public final class RecordKey {
  /** The longest key, in characters. */
  public static final int MAX_LENGTH = 1024;

  private RecordKey() {}

  /**
   * Decodes a key.
   *
   * @param what the key names, for messages
   * @throws BadRecordException when it is absent or not UTF-8
   */
  public static String decode(byte @Nullable [] key, String what) {
    if (key == null) {
      throw new BadRecordException(Reason.BAD_KEY, "record must have a key: " + what);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
    } catch (CharacterCodingException e) {
      throw new BadRecordException(Reason.BAD_KEY, "key of the record must be UTF-8 text", e);
    }
  }

  /**
   * Checks that a name can be a key.
   *
   * @param what the key names, for messages
   * @param maxLength the longest allowed, in characters
   * @throws BadRecordException when it is empty, too long, or not Unicode: JSON can hold half a
   *     surrogate pair, UTF-8 cannot
   */
  public static void check(String what, String key, int maxLength) {
    if (key.isEmpty() || key.length() > maxLength) {
      throw new BadRecordException(
          Reason.BAD_KEY,
          what + " must have 1.." + maxLength + " characters, got: " + key.length());
    }
    if (!isUnicode(key)) {
      throw new BadRecordException(
          Reason.BAD_KEY, what + " must be Unicode text, got half a surrogate pair");
    }
  }

  /** Whether a text can be written as UTF-8: no half of a surrogate pair is alone. */
  public static boolean isUnicode(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }
}
