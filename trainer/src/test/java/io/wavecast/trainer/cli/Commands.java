package io.wavecast.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Runs commands in this process. Replaces {@code System.out} and {@code System.err} meanwhile. */
final class Commands {
  private Commands() {}

  /**
   * What a command left.
   *
   * @param errors why it stopped
   * @param log everything else on standard error
   */
  record Outcome(int exit, String out, String errors, String log) {}

  static Outcome run(String... args) {
    return run(new ByteArrayOutputStream(), args);
  }

  /** Breaks a command off as soon as its log holds a text. */
  static Outcome runUntil(String text, String... args) {
    return run(
        new ByteArrayOutputStream() {
          @Override
          public synchronized void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, length);
            if (toString(StandardCharsets.UTF_8).contains(text)) {
              reset();
              throw new IllegalStateException("broken off");
            }
          }
        },
        args);
  }

  private static Outcome run(ByteArrayOutputStream log, String... args) {
    StringWriter errors = new StringWriter();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream outBefore = System.out;
    PrintStream errBefore = System.err;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      CommandLine commandLine = TrainerCommand.commandLine().setErr(new PrintWriter(errors, true));
      int exit = commandLine.execute(args);
      return new Outcome(
          exit,
          out.toString(StandardCharsets.UTF_8),
          errors.toString(),
          log.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(outBefore);
      System.setErr(errBefore);
    }
  }

  static void assertWrongUsage(String message, String... args) {
    Outcome outcome = run(args);
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.errors()).contains(message).hasLineCount(2).contains("--help");
  }

  static void assertFailure(String message, String... args) {
    Outcome outcome = run(args);
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.errors()).contains(message).hasLineCount(1);
  }
}
