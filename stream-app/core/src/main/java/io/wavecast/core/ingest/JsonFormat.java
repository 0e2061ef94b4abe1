package io.wavecast.core.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.json.Json;
import java.io.IOException;

/** One JSON document per value. */
public record JsonFormat() implements ValueFormat {
  /** Never configured after its creation, so thread-safe. */
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Override
  public ValueReader open() {
    return record -> parse(record.value() == null ? new byte[0] : record.value());
  }

  /**
   * Reads a document.
   *
   * @throws BadRecordException when it is none, or more follows it
   */
  static JsonNode parse(byte[] json) {
    try (JsonParser parser = Json.parser(json)) {
      if (parser.nextToken() == null) {
        throw new BadRecordException(Reason.MALFORMED, "value must be JSON, got nothing");
      }
      JsonNode tree = MAPPER.readTree(parser);
      Json.end(parser);
      return tree;
    } catch (IOException e) {
      throw Json.malformed(e);
    }
  }
}
