package io.wavecast.broker;

import io.wavecast.testkit.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A broker in a separate process that can be paused, or killed and started again. Not thread-safe.
 */
public final class BrokerProcess implements AutoCloseable {
  private static final String READY = "READY ";

  private final Path dataDir;
  private final Map<String, String> properties;
  private ChildJvm jvm;
  private final String bootstrapServers;

  private BrokerProcess(Path dataDir, int port, Map<String, String> properties)
      throws InterruptedException {
    this.dataDir = dataDir;
    this.properties = properties;
    jvm = launch(port);
    bootstrapServers = jvm.await(READY);
  }

  /** Starts a broker on a directory and a free port, and returns when clients can use it. */
  public static BrokerProcess start(Path dataDir) throws InterruptedException {
    return start(dataDir, 0, Map.of());
  }

  /**
   * Starts a broker on a directory and returns when clients can use it.
   *
   * @param port for clients; 0 for a free one
   * @param properties of the broker
   */
  public static BrokerProcess start(Path dataDir, int port, Map<String, String> properties)
      throws InterruptedException {
    return new BrokerProcess(dataDir, port, properties);
  }

  private ChildJvm launch(int port) {
    List<String> args = new ArrayList<>(List.of(dataDir.toString(), Integer.toString(port)));
    properties.forEach((name, value) -> args.add(name + "=" + value));
    return ChildJvm.start(BrokerProcess.class, "512m", args.toArray(String[]::new));
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** kill -9. */
  public void kill() throws InterruptedException {
    jvm.kill();
  }

  /** After a kill: starts it on the same port, and returns when clients can use it. */
  public void restart() throws InterruptedException {
    String port = bootstrapServers.substring(bootstrapServers.lastIndexOf(':') + 1);
    jvm = launch(Integer.parseInt(port));
    jvm.await(READY);
  }

  /** SIGSTOP: it does not run, until {@link #resume}. */
  public void pause() throws InterruptedException {
    jvm.pause();
  }

  /** SIGCONT: it runs again. */
  public void resume() throws InterruptedException {
    jvm.resume();
  }

  @Override
  public void close() {
    jvm.close();
  }

  public static void main(String[] args) throws IOException {
    Map<String, String> properties =
        Stream.of(args)
            .skip(2)
            .map(arg -> arg.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    BrokerSettings settings =
        new BrokerSettings(Path.of(args[0]), Integer.parseInt(args[1]), properties);
    try (EmbeddedBroker broker = EmbeddedBroker.start(settings)) {
      System.out.println(READY + broker.bootstrapServers());
      ChildJvm.awaitParent();
    }
    System.exit(0);
  }
}
