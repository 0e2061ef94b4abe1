package io.wavecast.registry.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.Descriptor;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * Messages of {@code google.protobuf} that stand for single values: a {@code Timestamp} is the
 * number of ms since the epoch, a {@code Duration} one of ms, both with decimal places where there
 * are finer parts; a wrapper such as {@code DoubleValue} is the value in it. Others are objects.
 */
final class WellKnownTypes {
  private static final String PACKAGE = "google.protobuf.";
  private static final int NANO_PLACES = 6;

  private WellKnownTypes() {}

  /**
   * The value for which a message stands.
   *
   * @param message with its defaults
   */
  static JsonNode simplified(Descriptor type, ObjectNode message) {
    String name = type.getFullName();
    if (!name.startsWith(PACKAGE)) {
      return message;
    }
    return switch (name.substring(PACKAGE.length())) {
      case "Timestamp", "Duration" -> millis(message);
      case "DoubleValue",
          "FloatValue",
          "Int64Value",
          "UInt64Value",
          "Int32Value",
          "UInt32Value",
          "BoolValue",
          "StringValue",
          "BytesValue" ->
          Objects.requireNonNullElse(message.get("value"), message);
      default -> message;
    };
  }

  /** Whole ms stay an integer. */
  private static JsonNode millis(ObjectNode message) {
    BigDecimal ms =
        BigDecimal.valueOf(message.path("seconds").longValue())
            .movePointRight(3)
            .add(BigDecimal.valueOf(message.path("nanos").longValue(), NANO_PLACES))
            .stripTrailingZeros();
    return ms.scale() <= 0 && ms.precision() - ms.scale() < 19
        ? LongNode.valueOf(ms.longValueExact())
        : DecimalNode.valueOf(ms);
  }
}
