package io.wavecast.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.wavecast.core.stream.ValueDecoder;
import io.wavecast.registry.KnownSchemas.Known;
import io.wavecast.registry.SchemaText.Kind;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads values in the wire format of a schema registry. Thread-safe.
 *
 * @param registry has the schemas
 * @param kinds languages that schemas may have
 * @param plainJsonToo whether values may be JSON without a schema
 */
public record RegistryDecoder(SchemaRegistry registry, List<Kind> kinds, boolean plainJsonToo)
    implements ValueDecoder {
  /** Of a topic that others write, with schemas of one language. */
  public static RegistryDecoder of(Kind kind, SchemaRegistry registry) {
    return new RegistryDecoder(registry, List.of(kind), false);
  }

  /**
   * Of a topic that Wavecast writes: whatever {@code outputs.format} was set to when a record was
   * written, it is read.
   */
  public static RegistryDecoder ofEvents(SchemaRegistry registry) {
    return new RegistryDecoder(registry, List.of(Kind.AVRO, Kind.JSON), true);
  }

  @Override
  public byte @Nullable [] decode(byte @Nullable [] value) {
    if (value == null || (plainJsonToo && !WireFormat.matches(value))) {
      return value;
    }
    Known schema = schema(value);
    return schema.kind() == Kind.JSON
        ? Arrays.copyOfRange(value, WireFormat.HEADER, value.length)
        : schema.reader().read(value, WireFormat.HEADER).toString().getBytes(UTF_8);
  }

  /** The tree of a value whose schema is not of JSON. */
  JsonNode tree(byte[] value) {
    return schema(value).reader().read(value, WireFormat.HEADER);
  }

  private Known schema(byte[] value) {
    return registry.known().get(WireFormat.schemaId(value), kinds);
  }
}
