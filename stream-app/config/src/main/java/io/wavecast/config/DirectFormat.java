package io.wavecast.config;

import io.wavecast.registry.ValueFormat;
import io.wavecast.schemas.forecast.ObservationFormat;

/**
 * What the observations topic holds: as Wavecast writes it, or as an input without topics says.
 *
 * @param values how values are written
 * @param fields where a value holds the fields of an observation
 */
record DirectFormat(ValueFormat values, ObservationFormat fields) {
  private static final String LABELS = "/labels";
  private static final Type<ValueFormat> VALUES = Type.oneOf(ValueFormat.class);

  /** As Wavecast writes it. */
  static final DirectFormat OWN =
      new DirectFormat(ValueFormat.JSON, ObservationFormat.DEFAULT.withLabels(LABELS));

  /**
   * Reads an input without topics.
   *
   * @throws IllegalArgumentException that names the input and the key
   */
  static DirectFormat of(InputEntry entry) {
    ValueFormat values = entry.read("format", DirectFormat::values).orElse(ValueFormat.JSON);
    ObservationFormat fields =
        ObservationFormat.of(
                entry.read("key", DirectFormat::series).orElse(""),
                entry.read("timestamp", DirectFormat::path).orElse(""),
                entry.read("value", DirectFormat::path).orElse("/value"),
                ObservationFormat.DEFAULT_MAX_BYTES)
            .withLabels(entry.read("labels", DirectFormat::path).orElse(""));
    entry.requireMeaning("without topics");
    return new DirectFormat(values, fields);
  }

  private static ValueFormat values(String text) {
    try {
      return VALUES.parser().apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "must be %s without topics, got: '%s'".formatted(VALUES.range(), text), e);
    }
  }

  private static String series(String key) {
    return key.equals("{key}") ? "" : path(key);
  }

  private static String path(String text) {
    if (!text.matches("(/[^/{|]*)+")) {
      throw new IllegalArgumentException(
          "must be a JSON pointer such as /data/value without topics, got: '" + text + "'");
    }
    return text;
  }
}
