package io.wavecast.registry.avro;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.UUID;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;

/**
 * Copies single values. A timestamp of any unit is a number of ms since the epoch, a time of day
 * one of ms since midnight; a finer unit has decimal places. A date is text such as 2026-01-31.
 */
record AvroScalars(BinaryDecoder in, JsonGenerator out) {
  /** Longest number of a decimal, bytes. */
  private static final int MAX_DECIMAL = 128;

  private static final int UUID_BYTES = 16;

  void copy(Schema type) throws IOException {
    LogicalType logical = type.getLogicalType();
    switch (type.getType()) {
      case NULL -> {
        in.readNull();
        out.writeNull();
      }
      case BOOLEAN -> out.writeBoolean(in.readBoolean());
      case INT -> integer(in.readInt(), logical);
      case LONG -> integer(in.readLong(), logical);
      case FLOAT -> out.writeNumber(in.readFloat());
      case DOUBLE -> out.writeNumber(in.readDouble());
      case ENUM -> out.writeString(symbol(type, in.readEnum()));
      case BYTES -> bytes(remaining(in.readBytes(null)), logical);
      case FIXED -> {
        byte[] bytes = new byte[Math.min(type.getFixedSize(), in.remainingBytes() + 1)];
        in.readFixed(bytes);
        bytes(bytes, logical);
      }
      default -> throw new IllegalStateException("no scalar: " + type.getType());
    }
  }

  private static String symbol(Schema type, int index) {
    if (index < 0 || index >= type.getEnumSymbols().size()) {
      throw new BadRecordException(
          Reason.MALFORMED, "value must be Avro of its schema: no symbol " + index);
    }
    return type.getEnumSymbols().get(index);
  }

  private void integer(long number, LogicalType logical) throws IOException {
    switch (logical == null ? "" : logical.getName()) {
      case "timestamp-micros", "local-timestamp-micros", "time-micros" -> fraction(number, 3);
      case "timestamp-nanos", "local-timestamp-nanos" -> fraction(number, 6);
      case "date" -> out.writeString(LocalDate.ofEpochDay(number).toString());
      default -> out.writeNumber(number);
    }
  }

  /** Whole ms stay an integer. */
  private void fraction(long number, int decimals) throws IOException {
    BigDecimal ms = BigDecimal.valueOf(number, decimals);
    long whole = Math.floorDiv(number, decimals == 3 ? 1_000L : 1_000_000L);
    if (ms.compareTo(BigDecimal.valueOf(whole)) == 0) {
      out.writeNumber(whole);
    } else {
      out.writeNumber(ms);
    }
  }

  private void bytes(byte[] bytes, LogicalType logical) throws IOException {
    if (logical instanceof LogicalTypes.Decimal decimal) {
      if (bytes.length > MAX_DECIMAL) {
        throw new BadRecordException(
            Reason.TOO_LARGE, "decimal must have at most " + MAX_DECIMAL + " bytes");
      }
      BigInteger unscaled = bytes.length == 0 ? BigInteger.ZERO : new BigInteger(bytes);
      out.writeNumber(new BigDecimal(unscaled, decimal.getScale()));
    } else if (logical instanceof LogicalTypes.Uuid && bytes.length == UUID_BYTES) {
      ByteBuffer halves = ByteBuffer.wrap(bytes);
      out.writeString(new UUID(halves.getLong(), halves.getLong()).toString());
    } else {
      out.writeBinary(bytes);
    }
  }

  private static byte[] remaining(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
