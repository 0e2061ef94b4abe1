package io.wavecast.config;

import java.time.Duration;
import java.util.Optional;

/** How observations become windows. */
public final class WindowKeys {
  static final KeyRegistry WINDOWS = new KeyRegistry(Group.WINDOWS);

  public static final Key<Optional<Duration>> STEP =
      Key.both(WINDOWS, "window.step", Type.optional(Type.duration("1ms", "3650d")), "")
          .help("Time between two observations; empty: the median of the last intervals");
  public static final Key<Integer> MAX_GAP =
      Key.both(WINDOWS, "window.max-gap", Type.integer(0, 13), "5")
          .help(
              "Most consecutive missing observations that are filled in; a longer gap restarts the"
                  + " window");

  private WindowKeys() {}
}
