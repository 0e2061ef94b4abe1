package io.wavecast.registry;

import io.wavecast.core.ingest.JsonFormat;
import io.wavecast.core.ingest.ValueFormat;
import io.wavecast.core.ingest.ValueReader;
import io.wavecast.registry.SchemaText.Kind;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Values of an input in the wire format of a schema registry.
 *
 * @param kind language of the schemas
 * @param registry has the schemas; null: settings alone, whose values cannot be read
 */
public record RegistryFormat(Kind kind, @Nullable SchemaRegistry registry) implements ValueFormat {
  private static final byte[] NOTHING = {};

  /** The format as settings name it, before {@link #with} says which registry is asked. */
  public RegistryFormat(Kind kind) {
    this(kind, null);
  }

  /** The same format, read with a registry. */
  public RegistryFormat with(SchemaRegistry other) {
    return new RegistryFormat(kind, other);
  }

  /**
   * A reader that knows no schema yet. It throws an {@link
   * io.wavecast.core.stream.UnavailableException} while the registry does not answer.
   */
  @Override
  public ValueReader open() {
    RegistryDecoder decoder =
        RegistryDecoder.of(kind, Objects.requireNonNull(registry, "registry"));
    if (kind != Kind.JSON) {
      return record -> decoder.tree(Objects.requireNonNullElse(record.value(), NOTHING));
    }
    ValueReader json = new JsonFormat().open();
    return record -> json.read(record.withValue(decoder.decode(record.value())));
  }

  /** As in settings: {@code avro}, {@code json-schema}, {@code protobuf}. */
  @Override
  public String toString() {
    return kind == Kind.JSON ? "json-schema" : kind.name().toLowerCase(Locale.ROOT);
  }
}
