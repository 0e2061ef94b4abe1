package io.wavecast.core.ingest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;

/** The value of a record as text. */
final class ValueText {
  private ValueText() {}

  /**
   * The text without a byte order mark at its start.
   *
   * @throws BadRecordException when the value is not UTF-8
   */
  static String of(RawRecord record) {
    byte[] value = record.value();
    try {
      if (value == null) {
        return "";
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new BadRecordException(Reason.MALFORMED, "value must be UTF-8 text", e);
    }
  }

  /**
   * Reads an array from the lines that are not blank. A line that cannot be read is in it as its
   * {@link BadRecordException}.
   *
   * @param add adds what a line holds; throws {@link BadRecordException} when neither this line nor
   *     the rest of the value can be read
   */
  static ValueReader reader(BiConsumer<ArrayNode, String> add) {
    return record -> {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      for (String line : lines(record)) {
        try {
          add.accept(array, line);
        } catch (BadRecordException e) {
          return array.addPOJO(e);
        }
      }
      return array;
    };
  }

  /**
   * The lines that are not blank.
   *
   * @throws BadRecordException when there is none, or the value is not UTF-8
   */
  private static List<String> lines(RawRecord record) {
    List<String> lines = of(record).lines().filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty()) {
      throw new BadRecordException(Reason.MALFORMED, "value must be lines of text, got nothing");
    }
    return lines;
  }
}
