package io.wavecast.service.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.testkit.process.ChildJvm;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** Runs a stream in a separate process and kills it; counts the work that restarts find pending. */
final class Kills {
  /** What a process says when its stream runs. */
  static final String RUNNING = "RUNNING";

  private static final String RECOVERED = "RECOVERED ";

  private final Supplier<ChildJvm> start;
  private long recovered;

  Kills(Supplier<ChildJvm> start) {
    this.start = start;
  }

  /** Starts it, and returns once it runs. */
  ChildJvm start() throws InterruptedException {
    ChildJvm stream = start.get();
    stream.await(RUNNING);
    return stream;
  }

  /** Starts it, lets it run for so long and kills it. */
  void killAfter(long millis) throws InterruptedException {
    killAfter(() -> {}, millis);
  }

  /** Starts it, waits for something, lets it run for so long and kills it. */
  void killAfter(Runnable event, long millis) throws InterruptedException {
    ChildJvm stream = start();
    event.run();
    assertThat(stream.runsFor(millis)).as("runs by itself").isTrue();
    stream.kill();
    count(stream);
  }

  /** How many records the restarted processes found pending. */
  long recovered() {
    return recovered;
  }

  /** The same with this one. */
  long recovered(ChildJvm last) {
    count(last);
    return recovered;
  }

  private void count(ChildJvm stream) {
    recovered +=
        stream.output().stream()
            .filter(line -> line.startsWith(RECOVERED))
            .mapToLong(line -> Long.parseLong(line.substring(RECOVERED.length())))
            .sum();
  }

  /** For the process: prints how many records a task finds pending when it starts. */
  record PendingPrinter(Metric pending) implements Metrics {
    @Override
    public void count(Metric counter, long amount, String... labels) {}

    @Override
    public void record(Metric histogram, double value, String... labels) {}

    @Override
    public AutoCloseable gauge(Metric gauge, DoubleSupplier value, String... labels) {
      if (gauge == pending) {
        System.out.println(RECOVERED + (long) value.getAsDouble());
      }
      return () -> {};
    }
  }
}
