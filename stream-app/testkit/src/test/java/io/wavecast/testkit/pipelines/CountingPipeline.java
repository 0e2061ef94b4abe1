package io.wavecast.testkit.pipelines;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.stream.Gauge;
import io.wavecast.core.stream.InputFormat;
import io.wavecast.core.stream.Pipeline;
import io.wavecast.core.stream.PipelineContext;
import io.wavecast.core.stream.PipelineIo;
import io.wavecast.core.stream.PipelineNames;
import io.wavecast.core.stream.PipelineSpec;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.core.stream.Rejection;
import io.wavecast.core.stream.Tick;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the records of each key: all that a further pipeline takes. It uses every part of the
 * port. An event carries the count, in order within its key; inputs are pending until {@link
 * #BATCH} of them are, or until the linger expires; one flush takes {@link #SLICE} of them. A
 * record older than the latest one of its key is rejected. A key whose latest record is {@link
 * #KEPT} behind the watermark is removed.
 *
 * @param needsRepartition see {@link PipelineIo#needsRepartition}
 */
public record CountingPipeline(boolean needsRepartition)
    implements PipelineSpec<CountingPipeline.Counted, Runnable> {
  public static final String INPUT = "in";
  public static final String COUNTS = "counts";
  public static final String DEAD_LETTERS = "rejected";
  public static final int BATCH = 5;
  public static final int SLICE = 2;
  public static final Duration LINGER = Duration.ofMillis(20);
  public static final Duration TICK = Duration.ofMinutes(1);
  public static final Duration KEPT = Duration.ofHours(1);

  /** A record to count. */
  public record Counted(String key, long timestamp) {}

  /**
   * What is stored of a key.
   *
   * @param count events emitted
   * @param pending inputs accepted since
   * @param latest time of the latest input, ms since the epoch
   */
  public record State(long count, int pending, long latest) {
    static final State NONE = new State(0, 0, 0);

    /** The stored form. */
    public byte[] toBytes() {
      return ByteBuffer.allocate(20).putLong(count).putInt(pending).putLong(latest).array();
    }

    static State of(byte[] bytes) {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      return new State(in.getLong(), in.getInt(), in.getLong());
    }
  }

  @Override
  public PipelineIo<Counted> io() {
    return new PipelineIo<>(
        new PipelineNames(INPUT, "read", "count", COUNTS, "states"),
        new Format(),
        INPUT,
        List.of(COUNTS),
        DEAD_LETTERS,
        1 << 20,
        LINGER,
        needsRepartition,
        true);
  }

  /** The model is run once in each flush. */
  @Override
  public Pipeline<Counted> create(Runnable model, PipelineContext context) {
    return new Counting(model, context);
  }

  private static final class Format implements InputFormat<Counted> {
    private static final long serialVersionUID = 1L;

    @Override
    public Counted parse(RawRecord source) {
      if (source.key() == null) {
        throw new BadRecordException(Reason.MISSING_FIELD, "record must have a key");
      }
      return new Counted(new String(source.key(), UTF_8), source.timestamp());
    }

    @Override
    public String key(Counted input) {
      return input.key();
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // only one thread writes
  private static final class Counting implements Pipeline<Counted> {
    private final Runnable model;
    private final PipelineContext context;
    private final Map<String, State> unsaved = new HashMap<>();
    private final Map<String, Integer> pendingByKey = new LinkedHashMap<>();
    private volatile int pending;

    Counting(Runnable model, PipelineContext context) {
      this.model = model;
      this.context = context;
    }

    @Override
    public Optional<Rejection> accept(Counted input) {
      State state = state(input.key());
      if (input.timestamp() < state.latest()) {
        return Optional.of(Rejection.late("key", input.timestamp()));
      }
      unsaved.put(input.key(), new State(state.count(), state.pending() + 1, input.timestamp()));
      pendingByKey.merge(input.key(), 1, Integer::sum);
      pending++;
      if (pending >= BATCH) {
        flush();
      }
      return Optional.empty();
    }

    @Override
    public int pending() {
      return pending;
    }

    @Override
    public void flush() {
      if (pending == 0) {
        return;
      }
      model.run();
      for (int i = 0; i < SLICE && pending > 0; i++) {
        String key = pendingByKey.keySet().iterator().next();
        State state = state(key);
        long count = state.count() + 1;
        context.emit(COUNTS, key, Long.toString(count).getBytes(UTF_8), state.latest());
        unsaved.put(key, new State(count, state.pending() - 1, state.latest()));
        pendingByKey.computeIfPresent(key, (k, n) -> n == 1 ? null : n - 1);
        pending--;
      }
    }

    @Override
    public void save() {
      unsaved.forEach((key, state) -> context.store().put(key, state.toBytes()));
      unsaved.clear();
    }

    @Override
    public void recover() {
      unsaved.clear();
      pendingByKey.clear();
      int found = 0;
      List<Map.Entry<String, State>> all = new ArrayList<>();
      context.store().forEach((key, bytes) -> all.add(Map.entry(key, State.of(bytes))));
      for (Map.Entry<String, State> each : all) {
        if (each.getValue().pending() > 0) {
          pendingByKey.put(each.getKey(), each.getValue().pending());
          found += each.getValue().pending();
        }
      }
      pending = found;
    }

    @Override
    public List<Tick> ticks() {
      return List.of(new Tick(TICK, (now, watermark) -> removeOld(watermark)));
    }

    private void removeOld(long watermark) {
      save();
      List<String> old = new ArrayList<>();
      context
          .store()
          .forEach(
              (key, bytes) -> {
                State state = State.of(bytes);
                if (state.pending() == 0 && state.latest() + KEPT.toMillis() <= watermark) {
                  old.add(key);
                }
              });
      old.forEach(context.store()::remove);
    }

    @Override
    public List<Gauge> gauges() {
      return List.of(Gauge.of(Metric.PENDING, this::pending));
    }

    private State state(String key) {
      State state = unsaved.get(key);
      if (state == null) {
        byte[] bytes = context.store().get(key);
        state = bytes == null ? State.NONE : State.of(bytes);
      }
      return state;
    }
  }
}
