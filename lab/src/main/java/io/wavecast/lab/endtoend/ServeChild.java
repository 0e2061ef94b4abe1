package io.wavecast.lab.endtoend;

import io.wavecast.service.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code serve} in a process of its own, which ends with this one. */
public final class ServeChild implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofMinutes(15);
  private static final long PAUSE_MS = 50;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final Path dataDir;
  private final int port;

  private ServeChild(Process process, Path dataDir, int port) {
    this.process = process;
    this.dataDir = dataDir;
    this.port = port;
  }

  /**
   * Starts it.
   *
   * @param id of the application, and the prefix of its topics
   * @param dataDir holds its states
   * @param heap as {@code -Xmx} takes it
   * @param options of {@code serve}
   */
  public static ServeChild start(
      String servers, String id, Path dataDir, String heap, List<String> options)
      throws IOException {
    List<String> jvm = List.of("-Xmx" + heap, "-XX:+UseParallelGC", "-XX:NewRatio=1");
    return start(servers, id, dataDir, jvm, Main.class.getName(), options);
  }

  /**
   * Starts it, as {@link #start(String, String, Path, String, List)}.
   *
   * @param jvm options of its JVM
   * @param main class that has the commands of the service
   */
  static ServeChild start(
      String servers, String id, Path dataDir, List<String> jvm, String main, List<String> options)
      throws IOException {
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.add(java("java"));
    command.addAll(jvm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(List.of("serve", "--bootstrap-servers", servers, "--http-port", "" + port));
    command.addAll(List.of("--application-id", id, "--topics-prefix", id + "."));
    command.addAll(List.of("--data-dir", dataDir.toString()));
    command.addAll(options);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new ServeChild(process, dataDir, port);
  }

  /** Waits until it reads its inputs, with all states restored. */
  public void awaitReady() throws InterruptedException {
    long deadline = System.nanoTime() + LONGEST_START.toNanos();
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("serve is not ready; running: " + process.isAlive());
      }
      Thread.sleep(PAUSE_MS);
    }
  }

  private boolean isReady() throws InterruptedException {
    try {
      return get("/health/ready").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** What its metrics page says now. */
  public Gauges gauges() throws IOException, InterruptedException {
    return new Gauges(get("/metrics").body().lines().toList());
  }

  /** Lines of a metrics page. */
  public record Gauges(List<String> lines) {
    /** The sum of the metrics whose names and labels begin so. */
    public double sum(String prefix) {
      return lines.stream()
          .filter(line -> line.startsWith(prefix))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    }
  }

  /** Resident memory, in KiB. */
  public long residentKib() throws IOException {
    return status("VmRSS:");
  }

  /** Threads of the process, those of the JVM and of native libraries included. */
  long threads() throws IOException {
    return status("Threads:");
  }

  private long status(String field) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith(field))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  /** Open file descriptors. */
  long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
      return open.count();
    }
  }

  /** Collects all garbage of the heap; returns when that is done. */
  void collectGarbage() throws IOException, InterruptedException {
    int code =
        new ProcessBuilder(java("jcmd"), "" + process.pid(), "GC.run")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()
            .waitFor();
    if (code != 0) {
      throw new IllegalStateException("jcmd GC.run ended with " + code);
    }
  }

  private static String java(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program).toString();
  }

  /** CPU time so far. */
  public Duration cpu() {
    return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Bytes of its states on disk. */
  public long stateBytes() {
    return size(dataDir, ".*/rocksdb/.*");
  }

  /** Bytes of the files below a folder whose paths match; files come and go meanwhile. */
  static long size(Path folder, String pattern) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(f -> f.toString().matches(pattern))
          .mapToLong(f -> f.toFile().length())
          .sum();
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + port + path);
    return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** kill -9. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Lets it commit and stop. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
