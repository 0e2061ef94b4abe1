package io.wavecast.config;

/** How the instances of the service agree on who processes which partitions. */
public enum GroupProtocol {
  /** The instances assign the partitions themselves; for every broker. */
  CLASSIC,
  /** The brokers assign them (KIP-1071); for Kafka 4.4 and newer. */
  STREAMS
}
