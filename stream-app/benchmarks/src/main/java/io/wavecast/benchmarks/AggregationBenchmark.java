package io.wavecast.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.core.aggregate.Aggregate;
import io.wavecast.core.aggregate.Aggregation;
import io.wavecast.core.aggregate.AggregationSpec;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.InMemoryStore;
import io.wavecast.core.stream.InputReader;
import io.wavecast.core.stream.LatePolicy;
import io.wavecast.core.stream.NoModel;
import io.wavecast.core.stream.Pipeline;
import io.wavecast.core.stream.PipelineContext;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.schemas.aggregate.RawEvent;
import io.wavecast.schemas.aggregate.RawEventCodec;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One raw event from the bytes of its record to its window: 20,000 events a second of 10,000
 * series, with some disorder, each minute one observation of each series. States are saved after
 * every 2,000 events, as a commit does every 100 ms. {@link #main} prints CPU time, for a machine
 * that does other work too.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
@SuppressWarnings("NullAway.Init")
public class AggregationBenchmark {
  private static final long BEGIN = 1_767_225_600_000L;
  private static final int SERIES = 10_000;
  private static final int EVENTS_PER_SECOND = 20_000;
  private static final int COMMIT = 2000;
  private static final int PREPARED = 1 << 17;
  private static final long MEMORY = 64 << 20;
  private static final int MEASURED = 10 * PREPARED;

  @Param({"count", "mean", "p95", "distinct"})
  public String aggregate;

  private final byte[][] keys = new byte[SERIES][];
  private final byte[][] values = new byte[PREPARED][];
  private final int[] series = new int[PREPARED];
  private InputReader<RawEvent> reader;
  private Pipeline<RawEvent> pipeline;
  private long sent;
  private int next;

  /** Observations so far. */
  public long emitted;

  @Setup
  public void make() {
    AggregationSpec spec =
        new AggregationSpec(
            "events",
            "observations",
            "dead-letters",
            Map.of(
                "web",
                new Aggregation(
                    Aggregate.of(aggregate), Duration.ofMinutes(1), Duration.ofSeconds(10), true)),
            LatePolicy.DROP,
            AggregationSpec.DEFAULT_EXPIRE_AFTER,
            1 << 20);
    reader = new InputReader<>(spec.io().format());
    pipeline =
        spec.create(
            NoModel.NONE,
            new PipelineContext(
                new InMemoryStore(MEMORY), output -> emitted++, Metrics.NONE, () -> 0));
    for (int i = 0; i < SERIES; i++) {
      keys[i] = "shop%02d.host%04d.requests".formatted(i % 17, i).getBytes(UTF_8);
    }
    prepare();
  }

  /** Writes the next events. Its time is part of the result. */
  private void prepare() {
    SplittableRandom random = new SplittableRandom(sent);
    for (int i = 0; i < PREPARED; i++) {
      series[i] = random.nextInt(SERIES);
      long time = BEGIN + sent++ * 1000 / EVENTS_PER_SECOND - random.nextInt(5000);
      values[i] =
          RawEventCodec.write(
              new RawEvent("s", time, random.nextInt(1000), "u" + random.nextInt(5000), "web"));
    }
    next = 0;
  }

  @Benchmark
  public Object event() {
    if (next == PREPARED) {
      prepare();
    }
    int i = next++;
    RawRecord record = new RawRecord(keys[series[i]], values[i], BEGIN, "events", 0, i);
    Object rejection = pipeline.accept(reader.read(record), record);
    if (i % COMMIT == 0) {
      pipeline.save();
    }
    return rejection;
  }

  /** Prints the CPU time of an event for each given aggregate, five times after a warm-up. */
  public static void main(String[] aggregates) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (String aggregate : aggregates) {
      AggregationBenchmark benchmark = new AggregationBenchmark();
      benchmark.aggregate = aggregate;
      benchmark.make();
      for (int run = 0; run < 6; run++) {
        long before = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < MEASURED; i++) {
          benchmark.event();
        }
        long each = (threads.getCurrentThreadCpuTime() - before) / MEASURED;
        if (run > 0) {
          System.out.printf(
              "%s: %d ns of CPU per event, %d observations%n", aggregate, each, benchmark.emitted);
        }
      }
    }
  }
}
