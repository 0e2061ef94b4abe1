package io.wavecast.core.forecast.signal;

import io.wavecast.core.forecast.Memory;
import java.util.ArrayList;
import java.util.List;

/** The list of signals, with the tails of their statistics. Stateless and thread-safe. */
final class Signals {
  private final List<Tail> tails = new ArrayList<>();
  final List<Signal> all;
  final Records records;
  final FlatRuns flatRuns;
  final Histogram histogram;

  /**
   * @param memory where they declare theirs
   */
  Signals(Memory memory) {
    records = new Records(this, memory);
    flatRuns = new FlatRuns(this, memory);
    histogram = new Histogram(memory);
    all =
        List.of(
            new RareRange(memory, histogram),
            new ForecastError(this, memory),
            new LeadErrors(this, memory),
            records,
            flatRuns,
            new Noise(this, memory),
            new StateDuration(this, memory, histogram, records),
            new SeasonRange(this, memory),
            new Missing(this, memory),
            new Sign(records));
  }

  /** Declares the tail of a statistic. */
  Tail tail(Memory memory, Statistic statistic) {
    Tail tail = new Tail(memory, statistic);
    tails.add(tail);
    return tail;
  }

  /** Learns from an observation that belongs to no anomaly. */
  void learn(Context c, Readings r) {
    for (Signal signal : all) {
      signal.learn(c, r);
    }
    for (Tail tail : tails) {
      if (tail != records.high && tail != records.low) { // which learn more
        tail.learn(c, r);
      }
    }
  }

  /** Begins an anomaly. */
  void beginAnomaly(byte[] data, Readings r) {
    for (Tail tail : tails) {
      tail.beginAnomaly(data);
      tail.addPeak(data, r);
    }
  }

  /** Forgets what the tails have not taken in yet: it may belong to something that has ended. */
  void dropBlocks(byte[] data) {
    for (Tail tail : tails) {
      tail.dropBlock(data);
    }
  }

  /** Continues an anomaly: nothing is learned but how large its statistics become. */
  void addPeaks(byte[] data, Readings r) {
    for (Tail tail : tails) {
      tail.addPeak(data, r);
    }
  }

  /**
   * Ends an anomaly.
   *
   * @param inFull whether the next one like it shall be none
   * @param isAccepted whether its level is a usual one from now on
   */
  void endAnomaly(Context c, Readings r, boolean inFull, boolean isAccepted) {
    for (Tail tail : tails) {
      tail.endAnomaly(c.data(), r, inFull);
    }
    for (Signal signal : all) {
      signal.endAnomaly(c, inFull);
      if (isAccepted) {
        signal.accept(c);
      }
    }
  }

  /** Learns the newest anomaly, which has ended, in full. */
  void acceptPeaks(byte[] data) {
    for (Tail tail : tails) {
      tail.acceptPeak(data);
    }
  }

  /** Forgets what was learned from the errors of a model, which another one has replaced. */
  void forgetModel(byte[] data) {
    for (Signal signal : all) {
      signal.forgetModel(data);
    }
  }
}
