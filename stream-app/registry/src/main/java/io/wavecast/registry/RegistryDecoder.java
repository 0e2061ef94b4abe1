package io.wavecast.registry;

import io.wavecast.core.stream.ValueDecoder;
import io.wavecast.registry.SchemaText.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads values in the wire format of a schema registry. Thread-safe. */
public final class RegistryDecoder implements ValueDecoder {
  private static final long serialVersionUID = 1L;

  private final RegistrySource source;
  private final List<Kind> kinds;
  private final boolean plainJsonToo;
  private transient volatile @Nullable KnownSchemas schemas;

  private RegistryDecoder(RegistrySource source, List<Kind> kinds, boolean plainJsonToo) {
    this.source = source;
    this.kinds = kinds;
    this.plainJsonToo = plainJsonToo;
  }

  /**
   * Of a topic that others write.
   *
   * @param format with schema
   */
  public static RegistryDecoder of(ValueFormat format, RegistrySource source) {
    return of(format.kind(), source);
  }

  /** Of an input whose values have schemas of one language. */
  static RegistryDecoder of(Kind kind, RegistrySource source) {
    return new RegistryDecoder(source, List.of(kind), false);
  }

  /**
   * Of a topic that Wavecast writes: whatever {@code outputs.format} was set to when a record was
   * written, it is read.
   */
  public static RegistryDecoder ofEvents(RegistrySource source) {
    return new RegistryDecoder(source, List.of(Kind.AVRO, Kind.JSON), true);
  }

  @Override
  public byte @Nullable [] decode(byte @Nullable [] value) {
    if (value == null || (plainJsonToo && !WireFormat.matches(value))) {
      return value;
    }
    int id = WireFormat.schemaId(value);
    return schemas().reader(id, kinds).read(value);
  }

  private KnownSchemas schemas() {
    KnownSchemas opened = schemas;
    if (opened == null) {
      opened = new KnownSchemas(source.client(), System::nanoTime);
      schemas = opened;
    }
    return opened;
  }
}
