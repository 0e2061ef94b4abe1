package io.wavecast.core.ingest;

import com.fasterxml.jackson.databind.node.DoubleNode;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;

/**
 * A number as text: {@code 12.5}.
 *
 * @param decimal sign before its decimals
 */
public record NumberFormat(DecimalSign decimal) implements ValueFormat {
  /** With a decimal point. */
  public NumberFormat() {
    this(DecimalSign.POINT);
  }

  @Override
  public ValueReader open() {
    return record -> {
      String text = ValueText.of(record).strip();
      try {
        return DoubleNode.valueOf(decimal.number(text));
      } catch (NumberFormatException e) {
        throw new BadRecordException(
            Reason.MALFORMED, "value must be " + decimal.wanted() + " as text", e);
      }
    };
  }
}
