package io.wavecast.core.text;

/**
 * An exception whose message is written for the user: one line that names what is wrong and, where
 * there is one, the way out. A command line prints that message without class name or stack trace.
 */
public interface UserFacing {
  /** The exit code of the command: 1 for a failure, 2 for wrong usage. */
  default int exitCode() {
    return 1;
  }
}
