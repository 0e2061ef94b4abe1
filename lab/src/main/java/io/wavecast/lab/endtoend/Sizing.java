package io.wavecast.lab.endtoend;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  public static void main(String[] args) {
    main(new Sizing(), args);
  }

  @Override
  protected void measure(String servers, Path dir) throws Exception {
    prepare(servers, "sizing", Map.of());
    try (ServeChild service =
            ServeChild.start(servers, "sizing", dir.resolve("service"), heap, options);
        SeriesLoad load = new SeriesLoad(servers, "sizing.observations", series)) {
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
        print(row * every, service, dir);
      }
      sender.interrupt();
      sender.join();
    }
  }

  private void send(SeriesLoad load) {
    long[] unused = new long[series];
    while (!Thread.currentThread().isInterrupted()) {
      load.sendPaced(rate, System.nanoTime(), unused);
    }
  }

  private static void print(int seconds, ServeChild service, Path dir)
      throws IOException, InterruptedException {
    ServeChild.Gauges gauges = service.gauges();
    double observations = gauges.sum("wavecast_observations_total");
    System.out.printf(
        "%6d  %,13.0f  %7.0f  %8.0f  %10.1f  %9.1f  %13.1f  %10.1f%n",
        seconds,
        observations,
        service.residentKib() / 1024.0,
        gauges.sum("jvm_memory_used_bytes{area=\"heap\"") / MIB,
        gauges.sum("wavecast_state_memory_bytes") / MIB,
        service.stateBytes() / MIB,
        ServeChild.size(dir.resolve("broker"), ".*-changelog-.*[.]log") / MIB,
        service.cpu().toNanos() / 1e3 / Math.max(1, observations));
  }
}
