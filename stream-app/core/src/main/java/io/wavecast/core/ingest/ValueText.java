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
   * @throws BadRecordException when the value is not UTF-8
   */
  static String of(RawRecord record) {
    byte[] value = record.value();
    try {
      return value == null
          ? ""
          : StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
    } catch (CharacterCodingException e) {
      throw new BadRecordException(Reason.MALFORMED, "value must be UTF-8 text", e);
    }
  }

  /**
   * Reads an array from the lines that are not blank.
   *
   * @param add adds what a line holds
   */
  static ValueReader reader(BiConsumer<ArrayNode, String> add) {
    return record -> {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      lines(record).forEach(line -> add.accept(array, line));
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
