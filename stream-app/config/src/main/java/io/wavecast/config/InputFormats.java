package io.wavecast.config;

import io.wavecast.core.ingest.CsvFormat;
import io.wavecast.core.ingest.DecimalSign;
import io.wavecast.core.ingest.JsonFormat;
import io.wavecast.core.ingest.NumberFormat;
import io.wavecast.core.ingest.TextFormat;
import io.wavecast.core.ingest.ValueFormat;
import io.wavecast.core.text.Throwables;
import io.wavecast.registry.RegistryFormat;
import io.wavecast.registry.SchemaText.Kind;
import io.wavecast.registry.protobuf.ProtobufFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The formats of inputs, by the name that an entry gives. */
final class InputFormats {
  /** The default of an entry. */
  static final String JSON = "json";

  /** Whose value is the number, so that no path is needed. */
  static final String NUMBER = "number";

  private static final String PROTOBUF = "protobuf";
  private static final String DESCRIPTOR = "descriptor";
  private static final String MESSAGE = "message";

  /** What an entry says about the fields of a value; a number has none. */
  static final List<String> WITH_FIELDS =
      List.of("points", "value", "values", "timestamp", "where");

  private InputFormats() {}

  /**
   * The format of an entry, with its settings.
   *
   * @throws IllegalArgumentException when it is unknown, or lacks a setting
   */
  static ValueFormat of(InputEntry entry) {
    String name = entry.read("format", Function.identity()).orElse(JSON);
    if (!name.equals(PROTOBUF)) {
      entry.refuseWith(name, DESCRIPTOR);
      entry.refuseWith(name, MESSAGE);
    }
    return switch (name) {
      case JSON -> new JsonFormat();
      case NUMBER -> new NumberFormat(decimal(entry));
      case "csv" -> csv(entry);
      case "text" ->
          entry
              .read("pattern", TextFormat::of)
              .orElseThrow(
                  () -> entry.error("format text needs pattern, with a named group per field"));
      case "avro" -> new RegistryFormat(Kind.AVRO);
      case "json-schema" -> new RegistryFormat(Kind.JSON);
      case PROTOBUF -> protobuf(entry);
      default ->
          throw entry.error(
              "format must be json, number, csv, text, avro, json-schema or protobuf, got: '"
                  + name
                  + "'");
    };
  }

  /** The sign before the decimals of numbers that are text. */
  static DecimalSign decimal(InputEntry entry) {
    return entry.read("decimal", DecimalSign::of).orElse(DecimalSign.POINT);
  }

  /** By a descriptor that the entry gives, or else by a schema registry. */
  private static ValueFormat protobuf(InputEntry entry) {
    Optional<byte[]> descriptor = entry.read(DESCRIPTOR, InputFormats::bytes);
    Optional<String> message = entry.read(MESSAGE, Function.identity());
    if (descriptor.isPresent() != message.isPresent()) {
      throw entry.error(
          "descriptor and message must both be set, or none of them: then a schema registry has"
              + " the schemas");
    }
    return descriptor.isEmpty()
        ? new RegistryFormat(Kind.PROTOBUF)
        : entry.named(() -> new ProtobufFormat(descriptor.get(), message.orElseThrow()));
  }

  /** A little more of a file than may be read, so that a longer one is refused. */
  private static byte[] bytes(String file) {
    try (InputStream in = SmallFile.open(Path.of(file))) {
      return in.readNBytes(ProtobufFormat.MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw new UnreadableFileException("there is no file " + file, e);
    } catch (IOException e) {
      throw new UnreadableFileException("cannot read " + file + ": " + Throwables.reason(e), e);
    }
  }

  private static ValueFormat csv(InputEntry entry) {
    List<String> columns = entry.readAll("columns", Function.identity());
    String separator = entry.read("separator", Function.identity()).orElse(",");
    if (separator.length() != 1) {
      throw entry.error("separator must be one character, got: '" + separator + "'");
    }
    return entry.named(() -> new CsvFormat(columns, separator.charAt(0)));
  }
}
