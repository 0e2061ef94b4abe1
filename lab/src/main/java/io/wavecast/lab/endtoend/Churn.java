package io.wavecast.lab.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.ObservationCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs {@code serve} in a process of its own for a simulated week in which many series come and go,
 * and kills it once. It prints a row for each day, and fails if the changelog does not end with the
 * removal of each expired series, or removes one that lives.
 */
@Command(
    name = "churn",
    mixinStandardHelpOptions = true,
    description = "Series that come and go: memory, state and changelog of a simulated week.")
public final class Churn extends Bench {
  private static final String ID = "churn";
  private static final int LIVES = 100;
  private static final int OBSERVATIONS = 4;
  private static final int ROUNDS = LIVES * OBSERVATIONS;
  private static final int DAYS = 7;
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long STEP = DAYS * DAY / ROUNDS;
  private static final Duration AFTER = Duration.ofHours(6);

  /**
   * Silence after which a series must have been removed: a simulated hour may pass between two
   * looks at expired series, and a series that is found alive is looked at again after {@link
   * #AFTER}.
   */
  private static final long REMOVED_AFTER = 2 * AFTER.toMillis() + DAY / 24;

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Option(names = "--series", defaultValue = "2000000", description = "Series in a week.")
  private int series;

  @Option(names = "--minutes", defaultValue = "28", description = "How long the week takes.")
  private double minutes;

  @Option(names = "--heap", defaultValue = "640m", description = "-Xmx of the service.")
  private String heap = "";

  private final long start = System.currentTimeMillis() - DAYS * DAY;
  private long[] newest = new long[0];

  public static void main(String[] args) {
    main(new Churn(), args);
  }

  @Override
  protected void measure(String servers, Path dir) throws Exception {
    newest = new long[series + series / LIVES];
    prepare(servers, ID, Map.of());
    Path dataDir = dir.resolve("service");
    System.out.printf("%,d series in %s minutes, heap %s%n", series, minutes, heap);
    System.out.println("day       kept    removed  RSS MiB  state MiB  changelog MiB");
    ServeChild service = serve(servers, dataDir);
    try (ChurnWatch watch =
            new ChurnWatch(servers, ID, newest.length, (long) (minutes * 60_000 / DAYS));
        KafkaProducer<byte[], byte[]> producer = producer(servers)) {
      long begin = System.nanoTime();
      for (int round = 0; round < ROUNDS; round++) {
        send(producer, round, begin);
        if ((round + 1) * STEP / DAY > round * STEP / DAY) {
          print((round + 1) * STEP / DAY, service, watch, dir);
        }
        if (round == ROUNDS / 2) {
          service.kill();
          service = serve(servers, dataDir);
        }
      }
      verify(watch);
      print(DAYS, service, watch, dir);
      System.out.printf(
          "%,d series: each of %,d that expired was removed once, with its alert; %,d are kept%n",
          begun(), watch.removed(), watch.kept());
    } finally {
      service.close();
    }
  }

  private ServeChild serve(String servers, Path dataDir) throws Exception {
    ServeChild service =
        ServeChild.start(
            servers, ID, dataDir, heap, List.of("--series-expire-after=" + AFTER.toHours() + "h"));
    service.awaitReady();
    return service;
  }

  /**
   * One observation of each living series, evenly over the time of a round. Each slot has its next
   * series at its own round.
   */
  private void send(KafkaProducer<byte[], byte[]> producer, int round, long begin)
      throws InterruptedException {
    int live = series / LIVES;
    double nanosPerRound = minutes * 60e9 / ROUNDS;
    for (int slot = 0; slot < live; slot++) {
      long due = begin + (long) ((round + (double) slot / live) * nanosPerRound);
      long early = (due - System.nanoTime()) / 1_000_000;
      if (early > 0) {
        Thread.sleep(early);
      }
      int id = slot + live * ((round + slot % OBSERVATIONS) / OBSERVATIONS);
      long time = start + round * STEP + slot * STEP / live;
      newest[id] = time;
      byte[] value = ObservationCodec.write(new Observation("s", time, id % 7));
      byte[] key = ("s" + id).getBytes(UTF_8);
      var unused =
          producer.send(new ProducerRecord<>(ID + ".observations", null, time, key, value));
    }
    producer.flush();
  }

  private void verify(ChurnWatch watch) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String wrong = wrong(watch);
    while (!wrong.isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(1000);
      wrong = wrong(watch);
    }
    if (!wrong.isEmpty()) {
      throw new IllegalStateException(wrong);
    }
  }

  /** What is wrong by now; empty if nothing is. */
  private String wrong(ChurnWatch watch) {
    long end = start + ROUNDS * STEP;
    for (int id = 0; id < newest.length; id++) {
      if (newest[id] > end - AFTER.toMillis() && !watch.isKept(id)) {
        return "series " + id + " lives, and is not kept";
      }
      if (newest[id] > 0 && newest[id] < end - REMOVED_AFTER && !watch.isRemoved(id)) {
        return "series " + id + " has expired, and is not removed";
      }
    }
    if (watch.kept() + watch.removed() != begun()) {
      return "of %d series %d are kept and %d removed"
          .formatted(begun(), watch.kept(), watch.removed());
    }
    return watch.failure();
  }

  private int begun() {
    int begun = 0;
    for (long time : newest) {
      begun += time > 0 ? 1 : 0;
    }
    return begun;
  }

  private static void print(long day, ServeChild service, ChurnWatch watch, Path dir)
      throws IOException {
    double mib = 1 << 20;
    System.out.printf(
        "%3d  %,9d  %,9d  %7.0f  %9.1f  %13.1f%n",
        day,
        watch.kept(),
        watch.removed(),
        service.residentKib() / 1024.0,
        service.stateBytes() / mib,
        ServeChild.size(dir.resolve("broker"), ".*-changelog-.*[.]log") / mib);
  }
}
