package io.wavecast.broker;

import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One real Kafka broker and KRaft controller in this process, reachable from this machine only. Its
 * data survives a stop and a kill. On a fatal error of the broker, such as a full disk, Kafka halts
 * the process.
 */
public final class EmbeddedBroker implements AutoCloseable {
  /** Another process may take a free port between its choice and its use. */
  private static final int TRIES = 5;

  private final int port;
  private final DirectoryLock lock;
  private final Node server;
  private boolean closed;

  private EmbeddedBroker(int port, DirectoryLock lock, Node server) {
    this.port = port;
    this.lock = lock;
    this.server = server;
  }

  /**
   * Starts a broker and returns when clients can use it.
   *
   * @throws FailureException if the port is busy, or the directory is in use or unreadable
   */
  public static EmbeddedBroker start(BrokerSettings settings) {
    Ports.choose(settings.port()); // a busy port is reported before the directory is touched
    DirectoryLock lock = DirectoryLock.acquire(settings.dataDir());
    try {
      format(settings.dataDir());
      for (int attempt = 1; ; attempt++) {
        Ports ports = Ports.choose(settings.port());
        try {
          return new EmbeddedBroker(ports.client(), lock, server(settings, ports));
        } catch (BindException e) {
          if (attempt == TRIES) {
            throw Ports.busy(ports.client(), e);
          }
        }
      }
    } catch (Throwable e) {
      lock.close();
      throw e;
    }
  }

  /** The address for clients, {@code host:port}. */
  public String bootstrapServers() {
    return BrokerSettings.HOST + ":" + port;
  }

  public int port() {
    return port;
  }

  /** Stops in order; returns when all data is on disk. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      server.close();
    } finally {
      lock.close();
    }
  }

  private static Node server(BrokerSettings settings, Ports ports) throws BindException {
    KafkaConfig config =
        new KafkaConfig(
            settings.kafkaProperties(ports.client(), ports.controller()), /* doLog= */ false);
    try {
      Node server = new Node(config);
      try {
        server.start();
        return server;
      } catch (Throwable e) {
        server.close();
        throw e;
      }
    } catch (Exception e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof BindException bind) {
          throw bind;
        }
      }
      throw new FailureException(
          "broker can't start on data directory %s: %s"
              .formatted(settings.dataDir(), Throwables.rootMessage(e)),
          e);
    }
  }

  /** Formats the directory like {@code kafka-storage format --ignore-formatted}. */
  private static void format(Path dataDir) {
    if (Files.exists(dataDir.resolve("meta.properties"))) {
      return;
    }
    String directory = dataDir.toAbsolutePath().toString();
    try (PrintStream quiet =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(quiet)
          .setNodeId(BrokerSettings.NODE_ID)
          .setClusterId(Uuid.randomUuid().toString())
          .setDirectories(List.of(directory))
          .setMetadataLogDirectory(directory)
          .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
          .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
          .setIgnoreFormatted(true)
          .run();
    } catch (Exception e) {
      throw new FailureException(
          "data directory %s can't be prepared: %s".formatted(dataDir, Throwables.rootMessage(e)),
          e);
    }
  }
}
