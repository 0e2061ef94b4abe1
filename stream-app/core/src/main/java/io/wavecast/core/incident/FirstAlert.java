package io.wavecast.core.incident;

import java.util.Optional;

/**
 * What the first alert of an incident said, as a part of the incident's reason. It need not be that
 * of the first mover, which may have been pending before, and alerted later.
 */
public final class FirstAlert {
  private static final String SAID = "; the first alert, of ";
  private static final String BEGIN = ": \"";
  private static final char END = '"';

  private FirstAlert() {}

  /** The part for a reason of an alert of a series; empty if there is none. */
  static String said(String series, String reason) {
    return reason.isEmpty() ? "" : SAID + series + BEGIN + reason + END;
  }

  /** The reason of the first alert from that of an incident of several series, if it has one. */
  public static Optional<String> of(String reason) {
    int said = reason.indexOf(SAID);
    int begin = reason.indexOf(BEGIN, Math.max(0, said));
    int to = reason.lastIndexOf(END);
    return said < 0 || begin < 0 || to < begin + BEGIN.length()
        ? Optional.empty()
        : Optional.of(reason.substring(begin + BEGIN.length(), to));
  }
}
