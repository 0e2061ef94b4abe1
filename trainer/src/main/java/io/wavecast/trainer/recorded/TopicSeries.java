package io.wavecast.trainer.recorded;

import io.wavecast.core.stream.ValueDecoder;
import io.wavecast.kafka.WholeTopic;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.ObservationCodec;
import io.wavecast.schemas.forecast.ObservationFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The series on an observations topic, read from its beginning to where it ends now. As in the
 * stream, what is no observation, a duplicate or late is left out; each is counted.
 */
public final class TopicSeries {
  private final ObservationCodec codec;
  private final ValueDecoder decoder;
  private final Map<String, SeriesBuilder> bySeries = new TreeMap<>();
  private long unreadable;
  private long late;

  /**
   * What was read.
   *
   * @param series all series, by name
   * @param unreadable records that hold no observation
   * @param late observations no newer than the one before them
   */
  public record Read(List<RecordedSeries> series, long unreadable, long late) {}

  TopicSeries(ObservationFormat format, ValueDecoder decoder) {
    this.codec = new ObservationCodec(format);
    this.decoder = decoder;
  }

  /**
   * Reads a topic.
   *
   * @param client the properties of a client of the cluster
   * @param format where a record holds the fields of an observation
   * @param decoder makes JSON of values
   * @throws org.apache.kafka.common.KafkaException when the topic does not exist, or the cluster
   *     refuses or gives nothing more before the end
   */
  public static Read read(
      Map<String, ?> client, String topic, ObservationFormat format, ValueDecoder decoder) {
    TopicSeries read = new TopicSeries(format, decoder);
    try (WholeTopic whole = new WholeTopic(client, topic)) {
      whole.readAll(read::add);
    }
    return read.of(topic);
  }

  /** What was added so far, as series of the topic. */
  Read of(String topic) {
    List<RecordedSeries> series = new ArrayList<>();
    bySeries.forEach((name, rows) -> series.add(rows.series(topic, name, 0)));
    return new Read(series, unreadable, late);
  }

  void add(ConsumerRecord<byte[], byte[]> record) {
    Observation observation;
    try {
      observation = codec.read(record.key(), decoder.decode(record.value()), record.timestamp());
    } catch (BadRecordException e) {
      unreadable++;
      return;
    }
    SeriesBuilder series =
        bySeries.computeIfAbsent(observation.series(), name -> new SeriesBuilder());
    if (!series.add(observation.timestamp(), (float) observation.value())) {
      late++;
    }
  }
}
