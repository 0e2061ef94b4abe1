package io.wavecast.lab.endtoend;

import io.wavecast.service.Main;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs {@code serve} in a process of its own, as installed and with its default settings, under a
 * constant load, and prints what it needs every minute. It fails if memory, threads or descriptors
 * grow, if the service falls behind, or if a forecast is lost or doubled.
 */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = "Constant load for long: memory, threads and descriptors must stay flat.")
public final class Soak extends Bench {
  private static final String ID = "soak";
  private static final double NANOS = 1e9;
  private static final double MIB = 1 << 20;
  private static final long PAUSE_MS = 100;

  /** Time for a collection to reach the metrics page. */
  private static final long PAGE_MS = 1500;

  /** How long no forecast may come while some are missing. */
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  /** After the last forecast, so that doubled ones are seen. */
  private static final long SETTLE_MS = 2000;

  @Option(names = "--series", defaultValue = "10000", description = "Series.")
  private int series;

  @Option(names = "--rate", defaultValue = "50000", description = "Observations per second.")
  private double rate;

  @Option(names = "--minutes", defaultValue = "60", description = "How long.")
  private double minutes;

  @Option(
      names = "--warm-up",
      defaultValue = "10",
      description = "Minutes that do not count; a third of the whole at most.")
  private double warmUp;

  @Option(names = "--every", defaultValue = "60", description = "Seconds between two rows.")
  private int every;

  @Option(names = "--heap", defaultValue = "1g", description = "-Xmx of the service.")
  private String heap = "";

  @Option(
      names = "--memory-share",
      defaultValue = "0.03",
      description = "Growth of memory and heap that counts as none, by their size.")
  private double memoryShare;

  @Option(
      names = "--longest-lag",
      defaultValue = "10",
      description = "Seconds of load that may lack their forecasts at any row.")
  private double longestLag;

  @Option(names = "--option", description = "An option of serve, e.g. --option=--state-memory=0.")
  private List<String> options = new ArrayList<>();

  @Option(
      names = "--main",
      hidden = true,
      description = "Class that has the commands of the service.")
  private String main = Main.class.getName();

  private final AtomicInteger rounds = new AtomicInteger();
  private volatile boolean stopped;

  public static void main(String[] args) {
    main(new Soak(), args);
  }

  @Override
  protected void measure(String servers, Path dir) throws Exception {
    // segments are deleted, so that the disk is enough for any time
    var unused = prepare(servers, ID, Map.of("topics.retention-bytes", "512m"));
    List<String> jvm = installed();
    jvm.add("-Xmx" + heap);
    System.out.printf(
        "%,d series, %d partitions, %,.0f observations/s for %s minutes, %s%n",
        series, partitions, rate, minutes, String.join(" ", jvm));
    System.out.println(SoakRow.TITLE);
    try (ServeChild service =
        ServeChild.start(servers, ID, dir.resolve("service"), jvm, main, options)) {
      service.awaitReady();
      long begin = System.nanoTime();
      SoakCounter counter = new SoakCounter(series, begin, rate);
      try (SoakReader reader = new SoakReader(servers, ID + ".forecasts", counter)) {
        Thread sender = new Thread(() -> send(servers, begin), "load");
        sender.setDaemon(true);
        sender.start();
        List<SoakRow> rows = watch(service, dir, counter, begin);
        stopped = true;
        sender.join();
        List<String> failures = new ArrayList<>(counted(counter, reader));
        failures.addAll(new SoakVerdict(memoryShare, longestLag * rate).failures(counting(rows)));
        if (!failures.isEmpty()) {
          throw new IllegalStateException(String.join("; ", failures));
        }
        System.out.println("flat, nothing lost, nothing doubled");
      }
    }
  }

  /** The options of the JVM of an installed service. */
  private static List<String> installed() {
    try (InputStream file = Soak.class.getResourceAsStream("/jvm.options")) {
      if (file == null) {
        throw new IllegalStateException("jvm.options is not on the class path");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.replaceAll("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .collect(Collectors.toCollection(ArrayList::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void send(String servers, long begin) {
    long[] dueAt = new long[series];
    try (SeriesLoad load = new SeriesLoad(servers, ID + ".observations", series)) {
      while (!stopped) {
        long round = rounds.get();
        load.sendPaced(rate, begin + (long) (round * series * NANOS / rate), dueAt);
        rounds.incrementAndGet();
      }
    }
  }

  private List<SoakRow> watch(ServeChild service, Path dir, SoakCounter counter, long begin)
      throws IOException, InterruptedException {
    List<SoakRow> rows = new ArrayList<>();
    long cpu = service.cpu().toNanos();
    for (int row = 1; row * every <= minutes * 60; row++) {
      long due = begin + (long) row * every * (long) NANOS;
      Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
      double cores = (service.cpu().toNanos() - cpu) / NANOS / every;
      cpu = service.cpu().toNanos();
      SoakRow seen = row(service, dir, counter, row * (long) every, cores);
      System.out.println(seen);
      rows.add(seen);
    }
    return rows;
  }

  /** Garbage is collected last, so that the other figures are as they were without. */
  private SoakRow row(ServeChild service, Path dir, SoakCounter counter, long seconds, double cores)
      throws IOException, InterruptedException {
    long sent = sent();
    long forecasts = counter.forecasts();
    double resident = service.residentKib() / 1024.0;
    long threads = service.threads();
    long descriptors = service.descriptors();
    service.collectGarbage();
    Thread.sleep(PAGE_MS);
    ServeChild.Gauges gauges = service.gauges();
    return new SoakRow(
        seconds,
        sent,
        forecasts,
        Math.max(0, expected() - forecasts),
        resident,
        gauges.sum("jvm_gc_live_data_size_bytes") / MIB,
        gauges.sum("wavecast_state_memory_bytes") / MIB,
        threads,
        descriptors,
        ServeChild.size(dir.resolve("service"), ".*") / MIB,
        ServeChild.size(dir.resolve("broker"), ".*") / MIB,
        cores,
        counter.takeLatencies());
  }

  private long sent() {
    return (long) rounds.get() * series;
  }

  /** Forecasts of what was sent: the first observation of a series has none. */
  private long expected() {
    return Math.max(0, sent() - series);
  }

  private List<SoakRow> counting(List<SoakRow> rows) {
    double first = Math.min(warmUp, minutes / 3) * 60;
    return rows.stream().filter(row -> row.seconds() > first).toList();
  }

  /** Waits for the last forecasts; returns what is wrong with them and with the load. */
  private List<String> counted(SoakCounter counter, SoakReader reader) throws InterruptedException {
    long forecasts = counter.forecasts();
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (forecasts < expected() && System.nanoTime() < deadline) {
      Thread.sleep(PAUSE_MS);
      long now = counter.forecasts();
      deadline = now > forecasts ? System.nanoTime() + PATIENCE_NANOS : deadline;
      forecasts = now;
    }
    Thread.sleep(SETTLE_MS);
    forecasts = counter.forecasts();
    System.out.printf("%,d observations sent, %,d forecasts%n", sent(), forecasts);
    String count =
        forecasts == expected()
            ? ""
            : "%,d forecasts, expected %,d".formatted(forecasts, expected());
    double due = minutes * 60 * rate;
    String slow =
        sent() > 0.99 * due - series
            ? ""
            : "only %,d of %,.0f observations could be sent".formatted(sent(), due);
    return Stream.of(reader.failure(), counter.failure(), count, slow)
        .filter(text -> !text.isEmpty())
        .toList();
  }
}
