package io.wavecast.core.incident;

import io.wavecast.core.stream.InputFormat;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.schemas.RecordKey;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.AlertCodec;
import java.nio.ByteBuffer;

/** Alerts as the records of an input topic. All have one key: incidents join any series. */
record AlertInput() implements InputFormat<AlertChange> {
  static final String KEY = "all";

  @Override
  public AlertChange parse(RawRecord source) {
    if (source.value() == null) {
      String series = RecordKey.decode(source.key(), "the series");
      return new AlertChange(series, source.timestamp(), null);
    }
    Alert alert = AlertCodec.read(source.value());
    return new AlertChange(alert.series(), alert.since(), alert);
  }

  @Override
  public String key(AlertChange input) {
    return KEY;
  }

  @Override
  public byte[] encode(AlertChange input, RawRecord source) {
    return BookBytes.toBytes(input);
  }

  @Override
  public AlertChange decode(String key, byte[] bytes) {
    return BookBytes.change(ByteBuffer.wrap(bytes));
  }
}
