package io.wavecast.deploy.grafana;

import java.util.ArrayList;
import java.util.List;

/**
 * The thresholds at which a panel changes its colour.
 *
 * @param steps ascending; the first starts at minus infinity, its {@code from} is ignored
 */
record Limits(List<Step> steps) {
  static final String GREEN = "semi-dark-green";
  static final String AMBER = "semi-dark-orange";
  static final String RED = "semi-dark-red";
  static final String CALM = "semi-dark-blue";

  Limits {
    steps = List.copyOf(steps);
    for (int i = 2; i < steps.size(); i++) {
      if (steps.get(i).from() <= steps.get(i - 1).from()) {
        throw new IllegalArgumentException("limits must ascend, got: " + steps);
      }
    }
  }

  /** A colour and the value from which it applies. */
  record Step(double from, String colour) {}

  /** One neutral colour for all values. */
  static Limits none() {
    return new Limits(List.of(new Step(0, CALM)));
  }

  /** Green, amber from {@code amber}, red from {@code red}. */
  static Limits above(double amber, double red) {
    return of(GREEN, amber, AMBER, red, RED);
  }

  /** Green, red from {@code red}. */
  static Limits above(double red) {
    return of(GREEN, red, RED);
  }

  /** Red below {@code good}, else green. */
  static Limits below(double good) {
    return of(RED, good, GREEN);
  }

  /** Green between the two amber limits, amber up to the red limits, red beyond. */
  static Limits within(double red, double amber, double upperAmber, double upperRed) {
    return of(RED, red, AMBER, amber, GREEN, upperAmber, AMBER, upperRed, RED);
  }

  /** The first colour, then pairs of a value and the colour from there. */
  private static Limits of(String first, Object... pairs) {
    List<Step> steps = new ArrayList<>();
    steps.add(new Step(0, first));
    for (int i = 0; i < pairs.length; i += 2) {
      steps.add(new Step((Double) pairs[i], (String) pairs[i + 1]));
    }
    return new Limits(steps);
  }
}
