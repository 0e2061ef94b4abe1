package io.wavecast.kafkastreams;

import io.wavecast.core.chorale.Composer;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.DeadLetters;
import io.wavecast.schemas.chorale.ChoraleEvent;
import io.wavecast.schemas.chorale.ChoraleEventCodec;
import io.wavecast.schemas.chorale.ChoraleTopics;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka Streams adapter for the way from a chorale's request to its notes. The names of its nodes
 * and stores are what an upgrade relies on.
 *
 * <pre>
 *   chorale-requests -> compose -> chorale-notes
 *                          |
 *                          +-----> dead-letters
 * </pre>
 */
public final class ChoraleTopology {
  public static final String REQUESTS = "chorale-requests";
  public static final String COMPOSE = "compose";
  public static final String NOTES = "chorale-notes";
  public static final String DEAD_LETTERS = "chorale-dead-letters";

  /** The store of the pieces that are not whole. */
  public static final String STORE = "pieces";

  private static final Logger LOG = LoggerFactory.getLogger(ChoraleTopology.class);

  private ChoraleTopology() {}

  /**
   * Builds the topology; nothing is started.
   *
   * @param composer shared by all partitions; the caller closes it
   * @param maxRecordBytes largest record that may be sent
   * @param metrics told of notes, chorales and dead letters
   * @param nanoClock measures how long a slice takes, ns
   */
  public static Topology build(
      ChoraleTopics topics,
      Composer composer,
      int maxRecordBytes,
      Metrics metrics,
      LongSupplier nanoClock) {
    Supplier<DeadLetters> setAside =
        () -> new DeadLetters(topics.deadLetters(), maxRecordBytes, metrics, LOG::warn, nanoClock);
    return new Topology()
        .addSource(
            AutoOffsetReset.earliest(),
            REQUESTS,
            (record, newest) -> Math.max(0, record.timestamp()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer(),
            topics.requests())
        .addProcessor(
            COMPOSE,
            () -> new ChoraleProcessor(composer, setAside.get(), metrics, nanoClock),
            REQUESTS)
        .addStateStore(store(), COMPOSE)
        .addSink(
            NOTES,
            topics.notes(),
            new StringSerializer(),
            (Serializer<ChoraleEvent>) (topic, event) -> ChoraleEventCodec.write(event),
            COMPOSE)
        .addSink(
            DEAD_LETTERS,
            topics.deadLetters(),
            new ByteArraySerializer(),
            new ByteArraySerializer(),
            COMPOSE);
  }

  /** Cached: a piece that moves many times between two commits is written once. */
  private static StoreBuilder<KeyValueStore<String, byte[]>> store() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
        .withCachingEnabled();
  }
}
