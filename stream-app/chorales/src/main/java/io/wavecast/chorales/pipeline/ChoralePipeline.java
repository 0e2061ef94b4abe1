package io.wavecast.chorales.pipeline;

import io.wavecast.chorales.ChoraleMetrics;
import io.wavecast.chorales.event.ChoraleEventCodec;
import io.wavecast.core.stream.Gauge;
import io.wavecast.core.stream.Pipeline;
import io.wavecast.core.stream.PipelineContext;
import io.wavecast.core.stream.Rejection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Composes requested chorales in slices of bounded duration, between which the engine reads input
 * and commits. After a crash each piece continues where its committed notes end. Not thread-safe,
 * except for its gauge.
 */
final class ChoralePipeline implements Pipeline<ParsedRequest> {
  /** Longest time to gather requests that arrive in a burst, before composing them together. */
  private static final long GATHER_NANOS = Duration.ofMillis(20).toNanos();

  /** Runs of the model between two looks at the clock. */
  private static final int RUNS = 16;

  private final Pieces pieces;
  private final long sliceNanos;
  private final LongSupplier nanoClock;

  /** Whether a request arrived since the last slice. */
  private boolean arrived;

  /** Whether requests arrive in a burst, and when it started. */
  private boolean bursting;

  private long burstStart;
  private volatile int unfinished;

  ChoralePipeline(ChoraleSpec spec, Composer composer, PipelineContext context) {
    String topic = spec.topics().notes();
    this.pieces =
        new Pieces(
            composer,
            context.store(),
            (event, eventTime) ->
                context.emit(topic, event.choraleId(), ChoraleEventCodec.write(event), eventTime),
            context.metrics());
    this.sliceNanos = spec.slice().toNanos();
    this.nanoClock = context.nanoClock();
  }

  @Override
  public Optional<Rejection> accept(ParsedRequest input) {
    Optional<Rejection> why = pieces.add(input.request(), input.timestamp());
    if (why.isEmpty()) {
      unfinished = pieces.unfinished();
      arrived = true;
      if (!bursting) {
        bursting = true;
        burstStart = nanoClock.getAsLong();
      }
    }
    return why;
  }

  @Override
  public int pending() {
    return unfinished;
  }

  /** One slice. Composes nothing while a burst is gathered. */
  @Override
  public void flush() {
    long start = nanoClock.getAsLong();
    bursting = arrived;
    arrived = false;
    boolean gathers = bursting && pieces.hasRoom();
    if (gathers && start - burstStart < GATHER_NANOS) {
      return;
    }
    do {
      pieces.compose(RUNS);
    } while (!(bursting && pieces.hasRoom())
        && pieces.unfinished() > 0
        && nanoClock.getAsLong() - start < sliceNanos);
    unfinished = pieces.unfinished();
  }

  @Override
  public void save() {
    pieces.save();
  }

  @Override
  public void recover() {
    pieces.recover();
    unfinished = pieces.unfinished();
    arrived = false;
    bursting = false;
  }

  @Override
  public List<Gauge> gauges() {
    return List.of(Gauge.of(ChoraleMetrics.UNFINISHED, this::pending));
  }
}
