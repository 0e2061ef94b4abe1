package io.wavecast.testkit.registry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A producer of Avro that knows nothing of Wavecast: temperatures of some sensors, once a minute.
 * Not thread-safe.
 */
public final class Readings implements AutoCloseable {
  public static final String TOPIC = "readings";
  public static final int SERIES = 5;

  /** Options of a program that takes them as observations. */
  public static final List<String> DIRECT =
      List.of(
          "--topics-names",
          "observations=" + TOPIC,
          "--inputs",
          "{format: avro, key: /sensor/id, timestamp: /at, value: /c}");

  /** Options of a program that makes observations of them, on the observations topic. */
  public static final List<String> INPUTS =
      List.of(
          "--inputs",
          "[{topics: readings, format: avro, key: '{/sensor/id}', timestamp: /at, value: /c}]");

  /** Compares texts SERIES@TIME by their series. */
  public static final Comparator<String> BY_SERIES =
      Comparator.comparing(forecast -> forecast.substring(0, forecast.indexOf('@')));

  private static final String SENSOR =
      "{\"name\":\"sensor\",\"type\":{\"type\":\"record\",\"name\":\"Sensor\",\"fields\":["
          + "{\"name\":\"id\",\"type\":\"string\"}]}}";
  private static final String AT =
      "{\"name\":\"at\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}}";

  public static final String FIRST = reading(SENSOR, AT, "{\"name\":\"c\",\"type\":\"double\"}");

  /** Fields in another order, one of another type, and a new one. */
  public static final String EVOLVED =
      reading(
          "{\"name\":\"unit\",\"type\":\"string\",\"default\":\"C\"}",
          "{\"name\":\"c\",\"type\":[\"null\",\"double\"],\"default\":null}",
          AT,
          SENSOR);

  private static final String RENAMED =
      reading(SENSOR, AT, "{\"name\":\"celsius\",\"type\":\"double\"}");

  private static final long STEP = 60_000;
  private static final long START = 1_700_000_000_000L;

  private final ForeignAvro foreign;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();
  private int rounds;

  /**
   * @param foreign registers the schemas
   */
  public Readings(String bootstrapServers, ForeignAvro foreign) {
    this.foreign = foreign;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  private static String reading(String... fields) {
    return "{\"type\":\"record\",\"name\":\"Reading\",\"fields\":["
        + String.join(",", fields)
        + "]}";
  }

  /** Sends a value of each series for each of so many steps. */
  public void send(int steps, String schema) throws InterruptedException {
    int id = foreign.register(TOPIC + "-value", schema);
    for (int i = 0; i < steps; i++, rounds++) {
      for (int series = 0; series < SERIES; series++) {
        send(series, value(id, schema, series, "c"));
      }
    }
    flush();
  }

  /** Sends one value of an unknown schema, and one of a schema without the field. */
  public void sendUnreadable() throws InterruptedException {
    int id = foreign.register("renamed-value", RENAMED);
    send(0, value(id, RENAMED, 0, "celsius"));
    send(0, value(999_999, FIRST, 0, "c"));
    flush();
  }

  /** The forecasts of what was sent, by series: one for each value from the second on. */
  public List<String> expected() {
    List<String> expected = new ArrayList<>();
    for (int series = 0; series < SERIES; series++) {
      for (int round = 1; round < rounds; round++) {
        expected.add(name(series) + "@" + (START + STEP * round));
      }
    }
    return expected;
  }

  private void flush() {
    producer.flush();
    if (!failures.isEmpty()) {
      throw new IllegalStateException("readings were not sent", failures.peek());
    }
  }

  private void send(int series, byte[] value) {
    var unused =
        producer.send(
            new ProducerRecord<>(TOPIC, new byte[] {(byte) series}, value),
            (sent, e) -> {
              if (e != null) {
                failures.add(e);
              }
            });
  }

  private byte[] value(int id, String text, int series, String field) {
    Schema schema = new Schema.Parser().parse(text);
    GenericRecord sensor = new GenericData.Record(schema.getField("sensor").schema());
    sensor.put("id", name(series));
    Map<String, Object> fields = new HashMap<>();
    fields.put("sensor", sensor);
    fields.put("at", START + STEP * rounds);
    fields.put(field, Math.sin(rounds / 5.0) + series);
    return ForeignAvro.write(id, text, fields);
  }

  private static String name(int series) {
    return "sensor-" + series;
  }

  @Override
  public void close() {
    producer.close();
  }
}
