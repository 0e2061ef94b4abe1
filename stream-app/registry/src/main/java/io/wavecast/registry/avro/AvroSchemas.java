package io.wavecast.registry.avro;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** Reads schemas of strangers: of bounded size and depth, without ever loading a class. */
public final class AvroSchemas {
  /** Longest text of a schema, characters. */
  public static final int MAX_LENGTH = 1 << 20;

  static final int MAX_DEPTH = 100;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private AvroSchemas() {}

  /**
   * Parses a schema.
   *
   * @param text the schema
   * @param named texts of schemas whose types it names, each after those that it names itself
   * @throws IllegalArgumentException when it cannot be used; the message says why, in one line
   */
  public static Schema parse(String text, List<String> named) {
    Schema.Parser parser = new Schema.Parser().setValidateDefaults(false);
    try {
      for (String other : named) {
        checkBounds(other);
        parser.parse(other);
      }
      checkBounds(text);
      return parser.parse(text);
    } catch (RuntimeException | IOException e) { // Avro's parser throws various ones
      String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new IllegalArgumentException("Avro schema cannot be parsed: " + message, e);
    }
  }

  /**
   * Why values of one schema cannot be read by another, in one line; empty if they can.
   *
   * @param reader whose fields are wanted
   * @param writer whose fields are there
   */
  public static String incompatibility(Schema reader, Schema writer) {
    SchemaCompatibility.SchemaPairCompatibility pair =
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    if (pair.getType() == SchemaCompatibilityType.COMPATIBLE) {
      return "";
    }
    return pair.getResult().getIncompatibilities().stream()
        .map(i -> i.getMessage() + " at " + i.getLocation())
        .findFirst()
        .orElse("incompatible");
  }

  /** Avro's own parser recurses with the depth of the text. */
  private static void checkBounds(String text) throws IOException {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "must have at most %d characters, got: %d".formatted(MAX_LENGTH, text.length()));
    }
    if (!text.stripLeading().matches("(?s)[\\[{\"].*")) {
      return; // the name of a type
    }
    try (JsonParser parser = JSON.createParser(text)) {
      while (parser.nextToken() != null) {
        // the factory's constraints are checked on the way
      }
    }
  }
}
