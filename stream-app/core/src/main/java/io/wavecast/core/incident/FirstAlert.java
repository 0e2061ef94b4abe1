package io.wavecast.core.incident;

import java.util.Optional;

/**
 * What the first alert of an incident said, as a part of the incident's reason. It need not be that
 * of the first mover, which may have been pending before, and alerted later.
 */
public final class FirstAlert {
  private static final String SAID = "; the first alert: \"";
  private static final char END = '"';

  private FirstAlert() {}

  /** The part for a reason of an alert; empty if there is none. */
  static String said(String reason) {
    return reason.isEmpty() ? "" : SAID + reason + END;
  }

  /** The reason of the first alert from that of an incident of several series, if it has one. */
  public static Optional<String> of(String reason) {
    int from = reason.indexOf(SAID);
    int to = reason.lastIndexOf(END);
    return from < 0 || to < from + SAID.length()
        ? Optional.empty()
        : Optional.of(reason.substring(from + SAID.length(), to));
  }
}
