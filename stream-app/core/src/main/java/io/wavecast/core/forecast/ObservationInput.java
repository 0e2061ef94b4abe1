package io.wavecast.core.forecast;

import io.wavecast.core.stream.Header;
import io.wavecast.core.stream.InputFormat;
import io.wavecast.core.stream.LabelBytes;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.ObservationCodec;
import io.wavecast.schemas.forecast.ObservationFormat;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;

/** Observations as the records of an input topic. Immutable and thread-safe. */
public final class ObservationInput implements InputFormat<Observation> {
  private static final long serialVersionUID = 1L;

  private final ObservationFormat format;
  private final transient ObservationCodec codec;
  private final transient ObservationCodec history;

  /**
   * @param format where the fields of an observation are in a record
   */
  public ObservationInput(ObservationFormat format) {
    this.format = format;
    this.codec = new ObservationCodec(format);
    this.history = new ObservationCodec(ObservationFormat.DEFAULT);
  }

  @Override
  public Observation parse(RawRecord source) {
    ObservationCodec each = needsSource(source) ? history : codec;
    return each.read(source.key(), source.value(), source.timestamp());
  }

  @Override
  public boolean needsSource(RawRecord source) {
    return isHistory(source);
  }

  /** Whether a record is history, which its series learns and nothing is emitted for. */
  public static boolean isHistory(RawRecord source) {
    for (Header header : source.headers()) {
      if (header.name().equals(Observation.HISTORY_HEADER)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String key(Observation observation) {
    return observation.series();
  }

  /** Timestamp and value, 8 bytes each; then the labels, if it says something about them. */
  @Override
  public byte[] encode(Observation observation, RawRecord source) {
    byte[] bytes =
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(observation.timestamp())
            .putDouble(observation.value())
            .array();
    return observation.labels() == null ? bytes : followed(bytes, observation.labels());
  }

  private static byte[] followed(byte[] bytes, Map<String, String> labels) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(128);
    out.writeBytes(bytes);
    LabelBytes.write(labels, out);
    return out.toByteArray();
  }

  @Override
  public Observation decode(String series, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new Observation(
        series, in.getLong(), in.getDouble(), in.hasRemaining() ? LabelBytes.read(in) : null);
  }

  private Object readResolve() {
    return new ObservationInput(format);
  }
}
