package io.wavecast.chorales.pipeline;

import io.wavecast.chorales.event.ChoraleRequestCodec;
import io.wavecast.core.stream.InputFormat;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;

/** Requests for chorales as the records of an input topic. */
record ChoraleInput() implements InputFormat<ParsedRequest> {
  /** Longest value of a record, bytes: several times what the longest request needs. */
  static final int MAX_BYTES = 64 << 10;

  @Override
  public ParsedRequest parse(RawRecord source) {
    byte[] value = source.value();
    if (value != null && value.length > MAX_BYTES) {
      throw new BadRecordException(
          Reason.TOO_LARGE,
          "value must have at most " + MAX_BYTES + " bytes, got: " + value.length);
    }
    return new ParsedRequest(ChoraleRequestCodec.read(source.key(), value), source.timestamp());
  }

  @Override
  public String key(ParsedRequest input) {
    return input.request().choraleId();
  }
}
