package io.wavecast.broker;

import io.wavecast.testkit.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;

/** A broker in a separate process that can be killed. */
public final class BrokerProcess implements AutoCloseable {
  private static final String READY = "READY ";

  private final ChildJvm jvm;
  private final String bootstrapServers;

  private BrokerProcess(ChildJvm jvm, String bootstrapServers) {
    this.jvm = jvm;
    this.bootstrapServers = bootstrapServers;
  }

  /** Starts a broker on a directory and returns when clients can use it. */
  public static BrokerProcess start(Path dataDir) throws InterruptedException {
    ChildJvm jvm = ChildJvm.start(BrokerProcess.class, "512m", dataDir.toString());
    return new BrokerProcess(jvm, jvm.await(READY));
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** kill -9. */
  public void kill() throws InterruptedException {
    jvm.kill();
  }

  @Override
  public void close() {
    jvm.close();
  }

  public static void main(String[] args) throws IOException {
    try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerSettings(Path.of(args[0]), 0))) {
      System.out.println(READY + broker.bootstrapServers());
      ChildJvm.awaitParent();
    }
    System.exit(0);
  }
}
