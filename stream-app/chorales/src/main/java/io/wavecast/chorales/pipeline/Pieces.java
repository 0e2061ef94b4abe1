package io.wavecast.chorales.pipeline;

import io.wavecast.chorales.ChoraleMetrics;
import io.wavecast.chorales.event.ChoraleEnd;
import io.wavecast.chorales.event.ChoraleEvent;
import io.wavecast.chorales.event.ChoraleNote;
import io.wavecast.chorales.event.ChoraleRequest;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.KeyedStore;
import io.wavecast.core.stream.Rejection;
import io.wavecast.schemas.BadRecordException.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * The incomplete pieces of one task. They are composed in the order of their arrival, as many
 * together as one run of the model takes. Not thread-safe.
 */
public final class Pieces {
  private final Composer composer;
  private final ComposeStep step;
  private final KeyedStore store;
  private final Sink sink;
  private final LongConsumer notes;
  private final LongConsumer chorales;
  private final Map<String, Piece> pieces = new LinkedHashMap<>();

  /** Pieces that have changed, or were completed, since they were saved. */
  private final Set<String> changed = new LinkedHashSet<>();

  private long next;

  /** Takes events, in order within each chorale. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes the next event of a piece.
     *
     * @param eventTime time of the request's record, ms since the epoch
     */
    void accept(ChoraleEvent event, long eventTime);
  }

  /**
   * @param store holds incomplete pieces; {@link #recover} restores them
   * @param metrics counts notes and chorales
   */
  public Pieces(Composer composer, KeyedStore store, Sink sink, Metrics metrics) {
    this.composer = composer;
    this.step = new ComposeStep(composer);
    this.store = store;
    this.sink = sink;
    this.notes = metrics.counter(ChoraleMetrics.NOTES);
    this.chorales = metrics.counter(ChoraleMetrics.CHORALES);
  }

  /** Discards all pieces and restores those in the store. */
  public void recover() {
    pieces.clear();
    changed.clear();
    List<Piece> found = new ArrayList<>();
    store.forEach((id, bytes) -> found.add(PieceLayout.read(bytes, composer)));
    found.sort(Comparator.comparingLong(piece -> piece.order));
    found.forEach(piece -> pieces.put(piece.request.choraleId(), piece));
    next = found.isEmpty() ? 0 : found.get(found.size() - 1).order + 1;
  }

  /**
   * Starts a piece.
   *
   * @param eventTime time of the request's record, ms since the epoch
   * @return a rejection when a chorale of that name is being composed
   */
  public Optional<Rejection> add(ChoraleRequest request, long eventTime) {
    String id = request.choraleId();
    if (pieces.containsKey(id)) {
      return Optional.of(
          new Rejection(
              Reason.OUT_OF_RANGE,
              "choraleId must be free, got one that is being composed: " + id));
    }
    pieces.put(id, new Piece(request, eventTime, next++, composer));
    changed.add(id);
    return Optional.empty();
  }

  /** The number of incomplete pieces. */
  public int unfinished() {
    return pieces.size();
  }

  /** Whether one run of the model would take more pieces. */
  public boolean hasRoom() {
    return pieces.size() < composer.maxBatch();
  }

  /**
   * Composes for some runs of the model.
   *
   * @param runs how many at most
   * @throws io.wavecast.core.model.ModelException when the model fails; the runs before that count
   */
  public void compose(int runs) {
    for (int i = 0; i < runs && !pieces.isEmpty(); i++) {
      List<Piece> batch = pieces.values().stream().limit(composer.maxBatch()).toList();
      step.step(batch, this::emit);
      for (Piece piece : batch) {
        String id = piece.request.choraleId();
        changed.add(id);
        if (piece.isComplete()) {
          pieces.remove(id);
        }
      }
    }
  }

  /** Writes every change to the store. */
  public void save() {
    for (String id : changed) {
      Piece piece = pieces.get(id);
      if (piece == null) {
        store.remove(id);
      } else {
        store.put(id, PieceLayout.write(piece));
      }
    }
    changed.clear();
  }

  private void emit(Piece piece, ChoraleEvent event) {
    if (event instanceof ChoraleNote) {
      notes.accept(1);
    } else if (event instanceof ChoraleEnd) {
      chorales.accept(1);
    }
    sink.accept(event, piece.eventTime);
  }
}
