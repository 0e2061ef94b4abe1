package io.wavecast.core.incident;

import static java.nio.charset.StandardCharsets.UTF_8;

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

  /** Time (8 bytes), length of the series key (4), the series key, the value of the record. */
  @Override
  public byte[] encode(AlertChange input, RawRecord source) {
    byte[] series = input.series().getBytes(UTF_8);
    byte[] value = source.value() == null ? new byte[0] : source.value();
    return ByteBuffer.allocate(Long.BYTES + Integer.BYTES + series.length + value.length)
        .putLong(input.time())
        .putInt(series.length)
        .put(series)
        .put(value)
        .array();
  }

  @Override
  public AlertChange decode(String key, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    long time = in.getLong();
    byte[] series = new byte[in.getInt()];
    in.get(series);
    byte[] value = new byte[in.remaining()];
    in.get(value);
    return new AlertChange(
        new String(series, UTF_8), time, value.length == 0 ? null : AlertCodec.read(value));
  }
}
