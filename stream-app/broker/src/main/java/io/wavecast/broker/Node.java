package io.wavecast.broker;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server$;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.image.loader.LoaderManifest;
import org.apache.kafka.image.publisher.MetadataPublisher;
import org.apache.kafka.metadata.BrokerRegistration;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Kafka's controller and broker, started as {@link KafkaRaftServer} starts them, with a difference:
 * after a kill the broker starts only when the controller has fenced the killed one. A broker that
 * starts earlier leads its partitions from old metadata until the controller takes the leadership
 * away, for a moment without a new leader. Markers of transactions that are due at that moment are
 * never written (KAFKA-20734), and a transaction whose commit was acknowledged is lost. Not
 * thread-safe.
 */
final class Node {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  /** For a controller that fences a killed broker after 9 s. */
  private static final int PATIENCE_SECONDS = 120;

  private final SharedServer shared;
  private final ControllerServer controller;
  private final BrokerServer broker;

  /** Prepares it, on formatted directories. */
  Node(KafkaConfig config) {
    Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> prepared =
        KafkaRaftServer.initializeLogDirs(config, LOG, "");
    String cluster = prepared._1().clusterId().orElseThrow();
    shared =
        new SharedServer(
            config,
            prepared._1(),
            Time.SYSTEM,
            Server$.MODULE$.initializeMetrics(config, Time.SYSTEM, cluster),
            CompletableFuture.completedFuture(
                QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
            QuorumConfig.parseBootstrapServers(config.quorumConfig().bootstrapServers()),
            new StandardFaultHandlerFactory(),
            ServerSocketFactory.INSTANCE);
    broker = new BrokerServer(shared);
    controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), prepared._2());
  }

  /** Starts both and returns when clients can use the broker. */
  void start() {
    controller.startup();
    FormerBroker former = new FormerBroker();
    shared.loader().installPublishers(List.of(former)).join();
    former.fenced.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    shared.loader().removeAndClosePublisher(former).join();
    broker.startup();
  }

  /** Stops in order what was started; returns when all data is on disk. */
  void close() {
    broker.shutdown();
    controller.shutdown();
    broker.awaitShutdown();
    controller.awaitShutdown();
  }

  /** Sees in the cluster's metadata when no former broker is active. */
  private static final class FormerBroker implements MetadataPublisher {
    final CompletableFuture<Void> fenced = new CompletableFuture<>();

    @Override
    public void close() {}

    @Override
    public String name() {
      return "FormerBroker";
    }

    @Override
    public void onMetadataUpdate(
        MetadataDelta delta, MetadataImage image, LoaderManifest manifest) {
      BrokerRegistration former = image.cluster().broker(BrokerSettings.NODE_ID);
      if (former == null || former.fenced()) {
        fenced.complete(null);
      }
    }
  }
}
