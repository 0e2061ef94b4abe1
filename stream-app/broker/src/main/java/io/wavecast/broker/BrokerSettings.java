package io.wavecast.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The settings of the embedded broker.
 *
 * @param dataDir its data directory, created if absent; a later run continues with its data, also
 *     after a kill
 * @param port the port for clients, in 0..65535; 0 chooses a free one
 * @param properties broker properties that override those set here, e.g. {@code
 *     log.retention.bytes}; listeners are added to the one for clients
 */
public record BrokerSettings(Path dataDir, int port, Map<String, String> properties) {
  /** The only address that it listens on. */
  public static final String HOST = "127.0.0.1";

  static final String CONTROLLER_LISTENER = "CONTROLLER";
  static final int NODE_ID = 1;

  private static final int MIB = 1 << 20;

  /** Lists to which the given ones are appended. */
  private static final Set<String> LISTENERS =
      Set.of("listeners", "advertised.listeners", "listener.security.protocol.map");

  public BrokerSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port of the broker must be in 0..65535, got: " + port);
    }
    properties = Map.copyOf(properties);
  }

  public BrokerSettings(Path dataDir, int port) {
    this(dataDir, port, Map.of());
  }

  /** The complete broker configuration for one start. */
  Map<String, String> kafkaProperties(int clientPort, int controllerPort) {
    Map<String, String> p = new HashMap<>();
    p.put("process.roles", "broker,controller");
    p.put("node.id", Integer.toString(NODE_ID));
    p.put(
        "listeners",
        "PLAINTEXT://%s:%d,%s://%s:%d"
            .formatted(HOST, clientPort, CONTROLLER_LISTENER, HOST, controllerPort));
    p.put("advertised.listeners", "PLAINTEXT://%s:%d".formatted(HOST, clientPort));
    p.put(
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT,%s:PLAINTEXT".formatted(CONTROLLER_LISTENER));
    p.put("controller.listener.names", CONTROLLER_LISTENER);
    // a static quorum leaves no port in the data directory, so ports may change between starts
    p.put("controller.quorum.voters", "%d@%s:%d".formatted(NODE_ID, HOST, controllerPort));
    p.put("log.dirs", dataDir.toAbsolutePath().toString());

    // after kill -9 the controller keeps the old session for this long
    p.put("broker.session.timeout.ms", "9000");
    p.put("broker.heartbeat.interval.ms", "1000");
    p.put("controlled.shutdown.enable", "true");

    // one node: no replicas to wait for, and few partitions to open
    p.put("num.partitions", "4");
    p.put("offsets.topic.num.partitions", "4");
    p.put("offsets.topic.replication.factor", "1");
    p.put("transaction.state.log.num.partitions", "4");
    p.put("transaction.state.log.replication.factor", "1");
    p.put("transaction.state.log.min.isr", "1");
    p.put("share.coordinator.state.topic.replication.factor", "1");
    p.put("share.coordinator.state.topic.min.isr", "1");
    p.put("group.initial.rebalance.delay.ms", "0");
    // the same for groups of the protocol 'streams', whose session may be as short as a classic one
    p.put("group.streams.initial.rebalance.delay.ms", "0");
    p.put("group.streams.min.session.timeout.ms", "6000");
    p.put("group.streams.min.heartbeat.interval.ms", "1000");
    p.put("auto.create.topics.enable", "false");
    p.put("num.network.threads", "2");
    p.put("num.io.threads", "4");
    p.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 * MIB));

    // a record's time is that of its event, which may be years ago: age must not delete it
    p.put("log.retention.ms", "-1");
    p.put("log.segment.bytes", Integer.toString(64 * MIB));
    // a service that was stopped for months must still find its offsets
    p.put("offsets.retention.minutes", Integer.toString(10 * 365 * 24 * 60));
    properties.forEach(
        (name, value) ->
            p.merge(
                name,
                value,
                (ours, given) -> LISTENERS.contains(name) ? ours + "," + given : given));
    return p;
  }
}
