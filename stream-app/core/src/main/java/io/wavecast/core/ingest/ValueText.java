package io.wavecast.core.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
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
   * Reads an array from the lines that are not blank. When a line cannot be read, the array ends
   * before it, and reading beyond that end fails with the error.
   *
   * @param add adds what a line holds; throws {@link BadRecordException} when the rest of the value
   *     cannot be read
   */
  static ValueReader reader(BiConsumer<ArrayNode, String> add) {
    return record -> {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      for (String line : lines(record)) {
        try {
          add.accept(array, line);
        } catch (BadRecordException e) {
          return new Broken(array, e);
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

  /** The elements before an error; who iterates over them meets the error after the last. */
  @SuppressWarnings("unchecked") // deepCopy() of JsonNode is generic
  private static final class Broken extends ArrayNode {
    private static final long serialVersionUID = 1L;

    private final BadRecordException error;

    Broken(ArrayNode before, BadRecordException error) {
      super(JsonNodeFactory.instance);
      addAll(before);
      this.error = error;
    }

    @Override
    public Iterator<JsonNode> elements() {
      Iterator<JsonNode> before = super.elements();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return true;
        }

        @Override
        public JsonNode next() {
          if (before.hasNext()) {
            return before.next();
          }
          throw error;
        }
      };
    }
  }
}
