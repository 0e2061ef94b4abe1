package io.wavecast.core.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.wavecast.core.stream.Header;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.RecordKey;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a record has beside its value. Reads a key as JSON at most once. Not thread-safe. */
final class RecordParts {
  private final RawRecord record;
  private @Nullable Scope key;

  RecordParts(RawRecord record) {
    this.record = record;
  }

  String topic() {
    return record.topic();
  }

  /**
   * The key as text.
   *
   * @throws BadRecordException when there is none, or it is not UTF-8
   */
  String key() {
    return RecordKey.decode(record.key(), "part of the series key");
  }

  /**
   * A field of the key.
   *
   * @throws BadRecordException when the key is not JSON or has no such field
   */
  String keyField(FieldPath path) {
    Scope tree = keyScope();
    try {
      return tree.text(path);
    } catch (BadRecordException e) {
      throw new BadRecordException(e.reason(), "key of the record: " + e.getMessage(), e);
    }
  }

  boolean hasKey() {
    return record.key() != null;
  }

  /**
   * Whether the key has a field.
   *
   * @throws BadRecordException when the key is not JSON
   */
  boolean hasKeyField(FieldPath path) {
    return hasKey() && keyScope().find(path) != null;
  }

  boolean hasHeader(String name) {
    return headerValue(name) != null;
  }

  private Scope keyScope() {
    if (key == null) {
      key = new Scope(keyTree(), null);
    }
    return key;
  }

  private JsonNode keyTree() {
    if (record.key() == null) {
      throw new BadRecordException(Reason.BAD_KEY, "record must have a key: JSON");
    }
    try {
      return JsonFormat.parse(record.key());
    } catch (BadRecordException e) {
      throw new BadRecordException(Reason.BAD_KEY, "key of the record must be JSON", e);
    }
  }

  /**
   * The text of the first header of a name.
   *
   * @throws BadRecordException when there is none, or it is no UTF-8
   */
  String header(String name) {
    byte[] value = headerValue(name);
    if (value == null) {
      throw new BadRecordException(Reason.MISSING_FIELD, "header '" + name + "' is missing");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
    } catch (CharacterCodingException e) {
      throw new BadRecordException(Reason.MALFORMED, "header '" + name + "' must be UTF-8 text", e);
    }
  }

  private byte @Nullable [] headerValue(String name) {
    for (Header header : record.headers()) {
      byte[] value = header.value();
      if (value != null && header.name().equals(name)) {
        return value;
      }
    }
    return null;
  }
}
