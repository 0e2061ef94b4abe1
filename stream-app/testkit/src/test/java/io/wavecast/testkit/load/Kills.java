package io.wavecast.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.stream.KeyedStore;
import io.wavecast.core.stream.Pipeline;
import io.wavecast.core.stream.PipelineContext;
import io.wavecast.core.stream.PipelineIo;
import io.wavecast.core.stream.PipelineSpec;
import io.wavecast.core.stream.States;
import io.wavecast.testkit.process.ChildJvm;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** Runs a stream in a separate process and kills it; counts the work that restarts find pending. */
public final class Kills {
  /** What a process says when its stream runs. */
  public static final String RUNNING = "RUNNING";

  /** Whether the long forms of the faults are run. */
  public static final boolean LONG = System.getProperty("wavecast.long") != null;

  /** Of the random moments of the kills. */
  public static final long SEED = 20261125;

  private static final String RECOVERED = "RECOVERED ";
  private static final long LONGEST_RUN_MS = 1500;
  private static final int SLICE = 1000;

  private final Supplier<ChildJvm> start;
  private long recovered;

  public Kills(Supplier<ChildJvm> start) {
    this.start = start;
  }

  /** Starts it, and returns once it runs. */
  public ChildJvm start() throws InterruptedException {
    ChildJvm stream = start.get();
    stream.await(RUNNING);
    return stream;
  }

  /**
   * Starts it and kills it within 1.5 s, again and again. On a busy machine a process may be killed
   * before it commits anything: then it takes more kills, each after a longer run.
   *
   * @param kills how many at least
   * @return how many it took, up to three times that, until a restart found work pending
   */
  public int killAtRandom(int kills) throws InterruptedException {
    SplittableRandom random = new SplittableRandom(SEED);
    int n = 0;
    while (n < kills || (recovered == 0 && n < 3 * kills)) {
      killAfter(() -> {}, random.nextLong(LONGEST_RUN_MS * (1 + n / kills)));
      n++;
    }
    return n;
  }

  /** Starts it, waits for something, lets it run for so long and kills it. */
  public void killAfter(Runnable event, long millis) throws InterruptedException {
    ChildJvm stream = start();
    event.run();
    assertThat(stream.runsFor(millis)).as("runs by itself").isTrue();
    stream.kill();
    count(stream);
  }

  /** How many records the restarted processes found pending, the last one included. */
  public long recovered(ChildJvm last) {
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

  /**
   * For the process: a pipeline whose tasks print, before they start, how many inputs are pending
   * in the states that they are given.
   *
   * @param pipeline that it is
   * @param states of a store
   * @param pending number of pending inputs of a state
   */
  public record PendingPrinter<I, M, S>(
      PipelineSpec<I, M> pipeline, Function<KeyedStore, States<S>> states, ToIntFunction<S> pending)
      implements PipelineSpec<I, M> {
    @Override
    public PipelineIo<I> io() {
      return pipeline.io();
    }

    @Override
    public Pipeline<I> create(M model, PipelineContext context) {
      States<S> stored = states.apply(context.store());
      LongAdder found = new LongAdder();
      stored.recover((key, state) -> found.add(pending.applyAsInt(state)));
      while (stored.isRecovering()) {
        stored.advance(SLICE);
      }
      System.out.println(RECOVERED + found.sum());
      return pipeline.create(model, context);
    }
  }
}
