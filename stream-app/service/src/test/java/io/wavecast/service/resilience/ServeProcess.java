package io.wavecast.service.resilience;

import io.wavecast.service.Main;
import io.wavecast.testkit.process.ChildJvm;
import io.wavecast.testkit.process.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code wavecast serve} in a separate process, looked at over HTTP: on this test's class path, or
 * with {@code -Dwavecast.home=FOLDER} that of an installed release archive.
 */
public final class ServeProcess implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final int port = FreePorts.next();
  private final ChildJvm jvm;

  public ServeProcess(String bootstrapServers, Path dataDir, String... more) {
    this(List.of("-Xmx384m"), bootstrapServers, dataDir, more);
  }

  /**
   * @param options of the JVM, unless a release archive is run
   */
  public ServeProcess(List<String> options, String bootstrapServers, Path dataDir, String... more) {
    List<String> args = new ArrayList<>();
    args.addAll(List.of("serve", "--bootstrap-servers", bootstrapServers));
    args.addAll(List.of("--data-dir", dataDir.toString(), "--http-port", Integer.toString(port)));
    args.addAll(List.of(more));
    String installed = System.getProperty("wavecast.home", "");
    jvm =
        installed.isEmpty()
            ? ChildJvm.start(Main.class, options, args.toArray(String[]::new))
            : ChildJvm.run(command(Path.of(installed, "bin/wavecast"), args));
  }

  private static List<String> command(Path launcher, List<String> args) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(args);
    return command;
  }

  /** The answer to a request; empty while it does not listen. */
  public String get(String path) throws InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    try {
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return "";
    }
  }

  public boolean isReady() throws InterruptedException {
    return get("/health/ready").contains("\"ready\"");
  }

  /** Waits for its end; returns the exit code. */
  int end() throws InterruptedException {
    return jvm.end();
  }

  /** SIGTERM; returns the exit code. */
  public int terminate() throws InterruptedException {
    return jvm.terminate();
  }

  /** Lets it run for a while; false if it ended. */
  boolean runsFor(long millis) throws InterruptedException {
    return jvm.runsFor(millis);
  }

  /** SIGSTOP: it does not run, until {@link #resume}. */
  void pause() throws InterruptedException {
    jvm.pause();
  }

  /** SIGCONT: it runs again. */
  void resume() throws InterruptedException {
    jvm.resume();
  }

  /** kill -9. */
  void kill() throws InterruptedException {
    jvm.kill();
  }

  /** The process id. */
  public long pid() {
    return jvm.pid();
  }

  /** Its output so far. */
  public List<String> output() {
    return jvm.output();
  }

  @Override
  public void close() {
    try {
      kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
