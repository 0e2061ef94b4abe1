package io.wavecast.core.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * How the records of an input topic become the inputs of a {@link Pipeline}. Stateless and
 * thread-safe.
 *
 * @param <I> a parsed input
 */
public interface InputFormat<I> extends Serializable {
  /**
   * Parses a record. Engines call it through {@link InputReader}, which turns any other {@link
   * RuntimeException} into a rejection, so that no record ends the stream.
   *
   * @throws io.wavecast.schemas.BadRecordException when the record does not hold a valid input
   */
  I parse(RawRecord source);

  /** The key whose state the input changes, e.g. the series. */
  String key(I input);

  /**
   * Whether a pipeline needs the record of an input, beside the input: by default, never. Engines
   * keep it also where its headers have a {@link TraceContext}.
   */
  default boolean needsSource(RawRecord source) {
    return false;
  }

  /**
   * Serializes an input for an engine that parses and processes in different tasks. By default, the
   * time (8 bytes) and value of its record; an empty value counts as absent.
   *
   * @param source the record that {@link #parse} read it from
   * @return the input without its key
   */
  default byte[] encode(I input, RawRecord source) {
    byte[] value = Objects.requireNonNullElse(source.value(), new byte[0]);
    return ByteBuffer.allocate(Long.BYTES + value.length)
        .putLong(source.timestamp())
        .put(value)
        .array();
  }

  /** Reads what {@link #encode} wrote. */
  default I decode(String key, byte[] bytes) {
    long timestamp = ByteBuffer.wrap(bytes).getLong();
    byte[] value =
        bytes.length == Long.BYTES ? null : Arrays.copyOfRange(bytes, Long.BYTES, bytes.length);
    return parse(new RawRecord(key.getBytes(UTF_8), value, timestamp, "", 0, 0));
  }
}
