package io.wavecast.deploy.grafana;

import java.util.ArrayList;
import java.util.List;

/**
 * From which values on a panel turns amber or red.
 *
 * @param steps ascending; the first reaches down to minus infinity and its {@code from} is ignored
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

  /** A colour and where it begins. */
  record Step(double from, String colour) {}

  /** No value is good or bad by itself. */
  static Limits none() {
    return new Limits(List.of(new Step(0, CALM)));
  }

  /** Green, amber from {@code amber} on, red from {@code red} on. */
  static Limits above(double amber, double red) {
    return of(GREEN, amber, AMBER, red, RED);
  }

  /** Green, red from {@code red} on. */
  static Limits above(double red) {
    return of(GREEN, red, RED);
  }

  /** Red below {@code good}, green from there on. */
  static Limits below(double good) {
    return of(RED, good, GREEN);
  }

  /** Green within two values, amber a little outside, red beyond. */
  static Limits within(double red, double amber, double upperAmber, double upperRed) {
    return of(RED, red, AMBER, amber, GREEN, upperAmber, AMBER, upperRed, RED);
  }

  /** A colour, then pairs of a value and the colour that begins there. */
  private static Limits of(String first, Object... pairs) {
    List<Step> steps = new ArrayList<>();
    steps.add(new Step(0, first));
    for (int i = 0; i < pairs.length; i += 2) {
      steps.add(new Step((Double) pairs[i], (String) pairs[i + 1]));
    }
    return new Limits(steps);
  }
}
