package io.wavecast.core.chorale;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.chorale.ChoraleEnd;
import io.wavecast.schemas.chorale.ChoraleEvent;
import io.wavecast.schemas.chorale.ChoraleNote;
import io.wavecast.schemas.chorale.ChoraleRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;

/**
 * The pieces of one partition. They are composed in the order of their arrival, as many at once as
 * the model takes; the others wait. After each slice of work every piece that moved is stored, so
 * that stored states and events told always fit. Of one thread.
 */
public final class ChoraleEngine {
  private final Composer composer;
  private final ComposeStep step;
  private final PieceStore store;
  private final Sink sink;
  private final LongConsumer notes;
  private final LongConsumer chorales;
  private final Map<String, Piece> pieces = new LinkedHashMap<>();
  private long next;

  /** Takes events in the order in which they are to be told. */
  @FunctionalInterface
  public interface Sink {
    /**
     * @param eventTime time of the request's record, ms since the epoch
     */
    void accept(ChoraleEvent event, long eventTime);
  }

  /**
   * @param store what is in it is taken up by {@link #recover}
   * @param metrics told of notes and chorales
   */
  public ChoraleEngine(Composer composer, PieceStore store, Sink sink, Metrics metrics) {
    this.composer = composer;
    this.step = new ComposeStep(composer);
    this.store = store;
    this.sink = sink;
    this.notes = metrics.counter(Metric.CHORALE_NOTES);
    this.chorales = metrics.counter(Metric.CHORALES);
  }

  /** Takes up what the store holds, and nothing else. */
  public void recover() {
    pieces.clear();
    List<Piece> found = new ArrayList<>();
    store.forEach((id, bytes) -> found.add(PieceLayout.read(bytes, composer)));
    found.sort(Comparator.comparingLong(Piece::order));
    found.forEach(piece -> pieces.put(piece.request().choraleId(), piece));
    next = found.isEmpty() ? 0 : found.get(found.size() - 1).order() + 1;
  }

  /**
   * Begins a piece.
   *
   * @param eventTime time of the request's record, ms since the epoch
   * @throws BadRecordException when a chorale of that name is being composed
   */
  public void accept(ChoraleRequest request, long eventTime) {
    String id = request.choraleId();
    if (pieces.containsKey(id)) {
      throw new BadRecordException(
          Reason.OUT_OF_RANGE, "choraleId must be free, got one that is being composed: " + id);
    }
    Piece piece = Piece.begin(request, eventTime, next++, composer);
    pieces.put(id, piece);
    store.put(id, PieceLayout.write(piece));
  }

  /** Pieces that are not whole. */
  public int unfinished() {
    return pieces.size();
  }

  /** Whether a run of the model would take more pieces. */
  public boolean hasRoom() {
    return pieces.size() < composer.maxBatch();
  }

  /**
   * Composes for a while.
   *
   * @param steps most runs of the model
   */
  public void compose(int steps) {
    Set<Piece> moved = new LinkedHashSet<>();
    BiConsumer<Piece, ChoraleEvent> told =
        (piece, event) -> {
          count(event);
          sink.accept(event, piece.eventTime());
        };
    for (int i = 0; i < steps && !pieces.isEmpty(); i++) {
      List<Piece> batch = pieces.values().stream().limit(composer.maxBatch()).toList();
      step.step(batch, told);
      for (Piece piece : batch) {
        if (piece.isWhole()) {
          pieces.remove(piece.request().choraleId());
          moved.remove(piece);
          store.remove(piece.request().choraleId());
        } else {
          moved.add(piece);
        }
      }
    }
    moved.forEach(piece -> store.put(piece.request().choraleId(), PieceLayout.write(piece)));
  }

  private void count(ChoraleEvent event) {
    if (event instanceof ChoraleNote) {
      notes.accept(1);
    } else if (event instanceof ChoraleEnd) {
      chorales.accept(1);
    }
  }
}
