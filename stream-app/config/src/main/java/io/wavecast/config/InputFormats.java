package io.wavecast.config;

import io.wavecast.core.ingest.CsvFormat;
import io.wavecast.core.ingest.JsonFormat;
import io.wavecast.core.ingest.NumberFormat;
import io.wavecast.core.ingest.TextFormat;
import io.wavecast.core.ingest.ValueFormat;
import io.wavecast.registry.RegistryFormat;
import java.util.List;
import java.util.function.Function;

/** The formats of inputs, by the name that an entry gives. */
final class InputFormats {
  /** The default of an entry. */
  static final String JSON = "json";

  /** Whose value is the number, so that no path is needed. */
  static final String NUMBER = "number";

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
    return switch (name) {
      case JSON -> new JsonFormat();
      case NUMBER -> new NumberFormat();
      case "csv" -> csv(entry);
      case "text" ->
          entry
              .read("pattern", TextFormat::of)
              .orElseThrow(
                  () -> entry.error("format text needs pattern, with a named group per field"));
      case "avro" -> new RegistryFormat(io.wavecast.registry.ValueFormat.AVRO);
      case "json-schema" -> new RegistryFormat(io.wavecast.registry.ValueFormat.JSON_SCHEMA);
      case "protobuf" ->
          throw entry.error(
              "format protobuf is not read: convert the topic to JSON or Avro, e.g. with Kafka"
                  + " Connect or ksqlDB");
      default ->
          throw entry.error(
              "format must be json, number, csv, text, avro or json-schema, got: '" + name + "'");
    };
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
