package io.wavecast.core.ingest;

import com.fasterxml.jackson.databind.node.DoubleNode;
import io.wavecast.core.text.CsvRows;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;

/** A number as text: {@code 12.5}. */
public record NumberFormat() implements ValueFormat {
  @Override
  public ValueReader open() {
    return record -> {
      String text = ValueText.of(record).strip();
      try {
        return DoubleNode.valueOf(CsvRows.number(text));
      } catch (NumberFormatException e) {
        throw new BadRecordException(Reason.MALFORMED, "value must be a number as text", e);
      }
    };
  }
}
