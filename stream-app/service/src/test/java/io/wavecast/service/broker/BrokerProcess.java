package io.wavecast.service.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A broker in a process of its own, which can be killed. It ends when its standard input does. */
public final class BrokerProcess implements AutoCloseable {
  private static final String READY = "READY ";

  private final Process process;
  private final String bootstrapServers;

  private BrokerProcess(Process process, String bootstrapServers) {
    this.process = process;
    this.bootstrapServers = bootstrapServers;
  }

  /** Starts a broker on a directory and returns when clients can use it. */
  public static BrokerProcess start(Path dataDir) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    BrokerProcess.class.getName(),
                    dataDir.toString()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line;
    while ((line = out.readLine()) != null) {
      if (line.startsWith(READY)) {
        drain(out);
        return new BrokerProcess(process, line.substring(READY.length()));
      }
    }
    throw new IllegalStateException("broker ended before it was ready: " + process);
  }

  private static void drain(BufferedReader out) {
    Thread drain = new Thread(() -> out.lines().forEach(line -> {}), "broker-output");
    drain.setDaemon(true);
    drain.start();
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** kill -9. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  public static void main(String[] args) throws IOException {
    try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerSettings(Path.of(args[0]), 0))) {
      System.out.println(READY + broker.bootstrapServers());
      while (System.in.read() >= 0) {
        // until the parent closes the stream or dies
      }
    }
    System.exit(0);
  }
}
