package io.wavecast.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.core.stream.DeadLetters;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.core.stream.Rejection;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.forecast.Observation;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * A record from Kafka, or one for it: then partition and offset are -1.
 *
 * @param record all but the headers; its arrays are shared
 * @param headers in their order
 */
public record Message(RawRecord record, List<Header> headers) {
  private static final TypeInformation<byte[]> BYTES =
      PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;

  /** How Flink carries it. */
  public static final TypeInformation<Message> TYPE =
      Types.POJO(
          Message.class,
          Map.of(
              "record",
              Types.POJO(
                  RawRecord.class,
                  Map.of(
                      "key", BYTES,
                      "value", BYTES,
                      "timestamp", Types.LONG,
                      "topic", Types.STRING,
                      "partition", Types.INT,
                      "offset", Types.LONG,
                      "headers", headers(io.wavecast.core.stream.Header.class))),
              "headers",
              headers(Header.class)));

  /** A header; its value may be absent. */
  public record Header(String name, byte @Nullable [] value) {}

  /**
   * An observation, in the parts that Flink carries.
   *
   * @param source the record that it was read from, where it may still have to be set aside
   */
  public record Read(String series, long timestamp, double value, @Nullable Message source) {
    /** How Flink carries it. */
    public static final TypeInformation<Read> TYPE =
        Types.POJO(
            Read.class,
            Map.of(
                "series", Types.STRING,
                "timestamp", Types.LONG,
                "value", Types.DOUBLE,
                "source", Message.TYPE));

    static Read of(Observation observation, @Nullable Message source) {
      return new Read(observation.series(), observation.timestamp(), observation.value(), source);
    }

    Observation observation() {
      return new Observation(series, timestamp, value);
    }
  }

  /** A record for a topic, without headers. */
  public static Message to(String topic, String key, byte[] value, long timestamp) {
    return new Message(
        new RawRecord(key.getBytes(UTF_8), value, timestamp, topic, -1, -1), List.of());
  }

  /** Rejects it: the record of its dead letter. */
  public Message reject(DeadLetters deadLetters, BadRecordException why) {
    return reject(deadLetters, Rejection.of(why));
  }

  /** Rejects it: the record of its dead letter. */
  public Message reject(DeadLetters deadLetters, Rejection why) {
    RawRecord source =
        new RawRecord(
            record.key(),
            record.value(),
            record.timestamp(),
            record.topic(),
            record.partition(),
            record.offset(),
            headers.stream()
                .map(h -> new io.wavecast.core.stream.Header(h.name(), h.value()))
                .toList());
    return of(deadLetters.of(source, why));
  }

  /** A record to write. */
  public static Message of(OutputRecord output) {
    return new Message(
        new RawRecord(output.key(), output.value(), output.timestamp(), output.topic(), -1, -1),
        output.headers().stream().map(h -> new Header(h.name(), h.value())).toList());
  }

  private static <H> TypeInformation<List<H>> headers(Class<H> header) {
    return Types.LIST(Types.POJO(header, Map.of("name", Types.STRING, "value", BYTES)));
  }
}
