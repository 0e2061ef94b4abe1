package io.wavecast.config;

import java.time.Duration;
import java.util.Optional;

/** How observations become windows. */
public final class WindowKeys {
  static final KeyRegistry WINDOWS = new KeyRegistry(Group.WINDOWS);

  public static final Key<Optional<Duration>> STEP =
      WINDOWS.both(
          "window.step",
          Type.optional(Type.duration(Duration.ofMillis(1), Duration.ofDays(3650))),
          "",
          "Time between two observations; empty: the median of the last intervals");
  public static final Key<Integer> MAX_GAP =
      WINDOWS.both(
          "window.max-gap",
          Type.integer(0, 13),
          "5",
          "Most consecutive missing observations that are filled in; a longer gap restarts the"
              + " window");

  private WindowKeys() {}
}
