package io.wavecast.core.stream;

import java.util.HashMap;
import java.util.Map;

/** Settings of topics that are created. */
public final class TopicConfigs {
  /** Replicas that must acknowledge a record. */
  public static final String MIN_INSYNC = "min.insync.replicas";

  /** Replicas from which on a broker may be lost while two others acknowledge each record. */
  private static final int SAFE_REPLICAS = 3;

  /** The property of an engine that sets the replicas of internal topics. */
  public static final String REPLICATION = "replication.factor";

  private TopicConfigs() {}

  /**
   * Settings of every internal topic of an engine.
   *
   * @param maxRecordBytes largest record that may be written
   * @param properties of the engine, of which {@code replication.factor} counts; absent: the
   *     brokers' default
   */
  public static Map<String, String> ofInternal(int maxRecordBytes, Map<String, String> properties) {
    Map<String, String> configs = new HashMap<>();
    configs.put("max.message.bytes", Integer.toString(maxRecordBytes));
    configs.put("segment.bytes", Integer.toString(64 << 20));
    // changelog and repartition records carry the input record's time, see RecordTime
    configs.put("message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
    configs.putAll(ofReplicated(replication(properties)));
    return configs;
  }

  /**
   * Replicas of internal topics, as properties of an engine say; -1, which means the brokers'
   * default, also for what is no number, as the engine refuses it.
   */
  public static short replication(Map<String, String> properties) {
    String replicas = properties.getOrDefault(REPLICATION, "");
    return replicas.matches("\\d{1,4}") ? Short.parseShort(replicas) : -1;
  }

  /**
   * The setting by which a committed record survives the loss of a broker: two replicas acknowledge
   * it where there are three or more. Of two replicas both would have to, so the loss of either
   * would stop every writer.
   *
   * @param replication replicas of the topic; -1 for the brokers' default, which leaves this
   *     setting to the brokers too
   */
  public static Map<String, String> ofReplicated(int replication) {
    return replication >= SAFE_REPLICAS ? Map.of(MIN_INSYNC, "2") : Map.of();
  }
}
