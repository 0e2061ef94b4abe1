package io.wavecast.core.stream;

import java.util.HashMap;
import java.util.Map;

/** Settings of topics that are created. */
public final class TopicConfigs {
  /** Replicas from which on a broker may be lost while two others acknowledge each record. */
  private static final int SAFE_REPLICAS = 3;

  private static final String REPLICATION = "replication.factor";

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
    String replication = properties.getOrDefault(REPLICATION, "");
    if (replication.matches("\\d{1,4}")) { // the engine refuses others
      configs.putAll(ofReplicated(Integer.parseInt(replication)));
    }
    return configs;
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
    return replication >= SAFE_REPLICAS ? Map.of("min.insync.replicas", "2") : Map.of();
  }
}
