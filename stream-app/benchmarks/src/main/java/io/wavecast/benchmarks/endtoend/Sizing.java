package io.wavecast.benchmarks.endtoend;

import io.wavecast.service.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs {@code serve} in a process of its own under a constant load, and prints what it needs:
 * memory of the process, of its heap and of its stores, disk, changelog and CPU time.
 */
@Command(
    name = "sizing",
    mixinStandardHelpOptions = true,
    description = "Measures memory, disk and CPU of the service, by series and observation.")
public final class Sizing extends Bench {
  private static final double MIB = 1 << 20;

  @Option(names = "--series", defaultValue = "10000", description = "Series.")
  private int series;

  @Option(names = "--rate", defaultValue = "2000", description = "Observations per second.")
  private double rate;

  @Option(names = "--minutes", defaultValue = "5", description = "How long.")
  private double minutes;

  @Option(names = "--every", defaultValue = "30", description = "Seconds between two rows.")
  private int every;

  @Option(names = "--heap", defaultValue = "512m", description = "-Xmx of the service.")
  private String heap = "";

  @Option(names = "--option", description = "An option of serve, e.g. --option=--state-memory=0.")
  private List<String> options = new ArrayList<>();

  private final HttpClient http = HttpClient.newHttpClient();

  public static void main(String[] args) {
    main(new Sizing(), args);
  }

  @Override
  protected void measure(String servers, Path dir) throws Exception {
    prepare(servers, "sizing", Map.of());
    int port = freePort();
    Process service = start(servers, dir, port);
    try (SeriesLoad load = new SeriesLoad(servers, "sizing.observations", series)) {
      System.out.printf(
          "%,d series, %d partitions, %,.0f observations/s, heap %s, %s%n",
          series, partitions, rate, heap, options);
      System.out.println(
          "     s   observations  RSS MiB  heap MiB  stores MiB  state MiB  changelog MiB  CPU"
              + " us/obs");
      Thread sender = new Thread(() -> send(load), "load");
      sender.setDaemon(true);
      sender.start();
      long begin = System.nanoTime();
      for (int row = 1; row * every <= minutes * 60; row++) {
        long due = begin + Duration.ofSeconds((long) row * every).toNanos();
        Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
        print(row * every, service, dir, port);
      }
      sender.interrupt();
      sender.join();
    } finally {
      service.destroy();
      service.waitFor();
    }
  }

  private void send(SeriesLoad load) {
    long[] unused = new long[series];
    while (!Thread.currentThread().isInterrupted()) {
      load.sendPaced(rate, System.nanoTime(), unused);
    }
  }

  private Process start(String servers, Path dir, int port) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + heap, "-XX:+UseParallelGC", "-XX:NewRatio=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("serve", "--bootstrap-servers", servers, "--http-port", "" + port));
    command.addAll(List.of("--application-id", "sizing", "--topics-prefix", "sizing."));
    command.addAll(List.of("--data-dir", dir.resolve("service").toString()));
    command.addAll(options);
    return new ProcessBuilder(command).inheritIO().start();
  }

  private void print(int seconds, Process service, Path dir, int port)
      throws IOException, InterruptedException {
    List<String> metrics =
        http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build(),
                BodyHandlers.ofString())
            .body()
            .lines()
            .toList();
    double observations = sum(metrics, "wavecast_observations_total");
    double cpu = service.toHandle().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e3;
    System.out.printf(
        "%6d  %,13.0f  %7.0f  %8.0f  %10.1f  %9.1f  %13.1f  %10.1f%n",
        seconds,
        observations,
        residentKib(service.pid()) / 1024.0,
        sum(metrics, "jvm_memory_used_bytes{area=\"heap\"") / MIB,
        sum(metrics, "wavecast_state_memory_bytes") / MIB,
        size(dir.resolve("service"), ".*/rocksdb/.*") / MIB,
        size(dir.resolve("broker"), ".*-changelog-.*[.]log") / MIB,
        cpu / Math.max(1, observations));
  }

  private static double sum(List<String> metrics, String prefix) {
    return metrics.stream()
        .filter(line -> line.startsWith(prefix))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static long residentKib(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  /** Bytes of the files below a folder whose paths match; files come and go meanwhile. */
  private static long size(Path folder, String pattern) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(f -> f.toString().matches(pattern))
          .mapToLong(f -> f.toFile().length())
          .sum();
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
