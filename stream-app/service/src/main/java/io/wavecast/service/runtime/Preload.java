package io.wavecast.service.runtime;

import io.wavecast.onnx.support.DaemonThreads;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.streams.StreamsConfig;
import org.rocksdb.RocksDB;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads what {@code serve} needs with any settings, while these are read: the messages and settings
 * of Kafka's clients, and the native library of the states.
 */
public final class Preload {
  static final String THREAD = "preload";

  private static final Logger LOG = LoggerFactory.getLogger(Preload.class);

  private Preload() {}

  /** Begins, in a thread of its own. */
  public static void begin() {
    DaemonThreads.of(THREAD, Preload::load).start();
  }

  private static void load() {
    try {
      int messages = ApiKeys.values().length;
      int settings =
          AdminClientConfig.configDef().names().size()
              + StreamsConfig.configDef().names().size()
              + ConsumerConfig.configDef().names().size()
              + ProducerConfig.configDef().names().size();
      RocksDB.loadLibrary();
      LOG.debug("loaded {} messages and {} settings of Kafka's clients", messages, settings);
    } catch (RuntimeException | LinkageError e) {
      LOG.debug("not loaded ahead", e); // who needs it will report it
    }
  }
}
