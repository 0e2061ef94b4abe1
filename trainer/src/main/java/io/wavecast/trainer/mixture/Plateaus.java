package io.wavecast.trainer.mixture;

/**
 * Machines that are switched: flat pieces without any noise at two or three levels, each for a set
 * time or for a random one, joined by jumps or by ramps.
 */
final class Plateaus implements Family {

  @Override
  public double[] draw(RandomDraws draws) {
    double[] levels = new double[2 + draws.below(2)];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = draws.gauss();
    }
    double length = draws.logUniform(4, 120);
    boolean onSchedule = draws.chance(0.5);
    int ramp = draws.chance(0.25) ? 1 + draws.below(8) : 1;
    double[] series = new double[STEPS];
    int at = draws.below(levels.length);
    double left = length * draws.unit();
    double value = levels[at];
    double climb = 0;
    int climbing = 0;
    for (int t = 0; t < STEPS; t++) {
      if (left <= 0) {
        at = (at + 1 + draws.below(levels.length - 1)) % levels.length;
        climb = (levels[at] - value) / ramp;
        climbing = ramp;
        left += Math.max(ramp + 1, onSchedule ? length : length * draws.exponential());
      }
      if (climbing > 0) {
        climbing--;
        value = climbing == 0 ? levels[at] : value + climb;
      }
      series[t] = value;
      left--;
    }
    return series;
  }
}
