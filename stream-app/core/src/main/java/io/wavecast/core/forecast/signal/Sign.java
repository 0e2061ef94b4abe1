package io.wavecast.core.forecast.signal;

import io.wavecast.schemas.forecast.Direction;

/** Values below zero where none ever was: a length or a count that cannot be. */
final class Sign implements Signal {
  private final Records records;

  Sign(Records records) {
    this.records = records;
  }

  @Override
  public String id() {
    return "sign";
  }

  @Override
  public void evaluate(Context c, Readings r) {
    boolean isKnown = records.low.isReady(c.data()) && c.lowest() >= 0 && c.highest() > 0;
    if (c.x() < 0 && isKnown && !c.isCounter()) {
      r.raise(StrictMath.log10(c.n()) + Tuning.SIGN, Direction.BELOW);
    }
  }
}
