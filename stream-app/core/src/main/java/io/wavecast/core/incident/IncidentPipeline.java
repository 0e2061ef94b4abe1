package io.wavecast.core.incident;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.Gauge;
import io.wavecast.core.stream.Pipeline;
import io.wavecast.core.stream.PipelineContext;
import io.wavecast.core.stream.Rejection;
import io.wavecast.core.stream.Tick;
import io.wavecast.schemas.incident.Incident;
import io.wavecast.schemas.incident.IncidentCodec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Joins alerts into incidents, in the order of the alerts' own times. The state is one value: all
 * open incidents. Not thread-safe, except for its gauges.
 */
final class IncidentPipeline implements Pipeline<AlertChange> {
  private static final Duration TICK = Duration.ofSeconds(10);

  /** The key, the version, and the fields around the alerts that are held. */
  private static final int MARGIN = 1024;

  private final IncidentSpec spec;
  private final PipelineContext context;
  private final Metrics metrics;
  private HeldChanges held;
  private IncidentBook book;
  private boolean changed;
  private volatile int open;
  private volatile int alerting;
  private volatile int live;

  IncidentPipeline(IncidentSpec spec, PipelineContext context) {
    this.spec = spec;
    this.context = context;
    this.metrics = context.metrics();
    this.held = new HeldChanges(half());
    this.book = new IncidentBook(spec.window());
    metrics.count(Metric.INCIDENTS, 0);
    metrics.count(Metric.INCIDENTS_LATE, 0);
  }

  @Override
  public Optional<Rejection> accept(AlertChange change) {
    changed = true;
    if (!held.add(change, context.nanoClock().getAsLong())) {
      metrics.count(Metric.INCIDENTS_LATE, 1);
      join(List.of(change));
    }
    while (held.isFull()) {
      join(held.half());
    }
    live = held.live();
    return Optional.empty();
  }

  /** The alerts that wait for the clock; those of a backlog wait for its partitions. */
  @Override
  public int pending() {
    return live;
  }

  @Override
  public void flush() {
    join(held.expired(context.nanoClock().getAsLong()));
  }

  /** The state is one record: one half of it for the alerts that are held, one for the rest. */
  private int half() {
    return spec.maxRecordBytes() / 2 - MARGIN;
  }

  private void join(List<AlertChange> changes) {
    for (AlertChange change : changes) {
      book.apply(change).forEach(this::emit);
      book.shrink(half(), change.time()).forEach(this::emit);
    }
    if (!changes.isEmpty()) {
      changed = true;
      metrics.count(Metric.INCIDENTS, book.takeOpened());
      open = book.open();
      alerting = book.alerting();
      live = held.live();
    }
  }

  private void emit(Incident incident) {
    byte[] value = IncidentCodec.write(incident);
    context.emit(spec.topics().incidents(), incident.id(), value, incident.changed());
  }

  @Override
  public void save() {
    if (changed) {
      context.store().put(AlertInput.KEY, BookBytes.toBytes(book, held));
      changed = false;
    }
  }

  /** The task without the key finds nothing. */
  @Override
  public void recover() {
    held = new HeldChanges(half());
    book = new IncidentBook(spec.window());
    context.store().forEach((key, bytes) -> book = BookBytes.of(bytes, spec.window(), held));
    changed = false;
    open = book.open();
    alerting = book.alerting();
    live = held.live();
  }

  @Override
  public List<Tick> ticks() {
    return List.of(
        new Tick(
            TICK,
            (now, watermark) -> {
              held.now(now, context.nanoClock().getAsLong());
              join(held.passed(watermark));
            }));
  }

  @Override
  public List<Gauge> gauges() {
    return List.of(
        Gauge.of(Metric.INCIDENTS_OPEN, () -> open),
        Gauge.of(Metric.INCIDENTS_ALERTING, () -> alerting));
  }
}
