package io.wavecast.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Signals to a process that Java itself cannot send. */
public final class Signals {
  private Signals() {}

  /** SIGSTOP: the process does not run, until {@link #resume}. */
  public static void pause(long pid) throws InterruptedException {
    send("STOP", pid);
  }

  /** SIGCONT: the process runs again. */
  public static void resume(long pid) throws InterruptedException {
    send("CONT", pid);
  }

  private static void send(String name, long pid) throws InterruptedException {
    List<String> command = List.of("kill", "-" + name, Long.toString(pid));
    try {
      int code = new ProcessBuilder(command).start().waitFor();
      if (code != 0) {
        throw new IllegalStateException(command + " ended with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
