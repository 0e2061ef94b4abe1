package io.wavecast.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.core.stream.DeadLetters;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.schemas.forecast.Observation;
import java.util.ArrayList;
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
                      "offset", Types.LONG)),
              "headers",
              Types.LIST(Types.POJO(Header.class, Map.of("name", Types.STRING, "value", BYTES)))));

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

  /** Sets it aside: the record of its dead letter, with its headers where they fit too. */
  public Message setAside(DeadLetters aside, BadRecordException why, String topic) {
    long overhead = DeadLetters.overhead(headers, Header::name, Header::value);
    DeadLetter letter = aside.letter(record, overhead, why);
    Map<String, String> reasons = letter.headers();
    List<Header> all = new ArrayList<>();
    if (aside.fits(record, overhead)) {
      headers.stream().filter(h -> !reasons.containsKey(h.name())).forEach(all::add);
    }
    reasons.forEach((name, value) -> all.add(new Header(name, value.getBytes(UTF_8))));
    return new Message(
        new RawRecord(letter.key(), letter.value(), record.timestamp(), topic, -1, -1), all);
  }
}
