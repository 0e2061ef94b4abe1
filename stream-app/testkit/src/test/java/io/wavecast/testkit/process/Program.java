package io.wavecast.testkit.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program in a separate process. Its standard output goes to {@code NAME.out} and its errors to
 * {@code NAME.err} in a folder; both are appended to. Closing it ends the process. Thread-safe.
 */
public final class Program implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int TAIL = 30;

  private final String name;
  private final Process process;
  private final Path out;
  private final Path err;

  private Program(String name, Process process, Path out, Path err) {
    this.name = name;
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts a program.
   *
   * @param dir for its output
   * @param name of the output files
   * @throws UncheckedIOException if it cannot be started
   */
  public static Program start(Path dir, String name, List<String> command) {
    Path out = dir.resolve(name + ".out");
    Path err = dir.resolve(name + ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(Repository.path("").toFile())
              .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
              .redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()))
              .start();
      return new Program(name, process, out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts {@code ./wavecast ARGS}, which builds what is not up to date. */
  public static Program wavecast(Path dir, String name, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Repository.path("wavecast").toString());
    command.addAll(List.of(args));
    return start(dir, name, command);
  }

  /** Whether a program of this name is on the PATH. */
  public static boolean isInstalled(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /**
   * Waits until it ends by itself with exit code 0.
   *
   * @throws AssertionError if it fails or does not end in time; with the end of its output
   */
  public Program succeed(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(name + " did not end within " + patience + ": " + tail());
    }
    if (process.exitValue() != 0) {
      throw new AssertionError(name + " ended with " + process.exitValue() + ": " + tail());
    }
    return this;
  }

  /**
   * Checks that it still runs.
   *
   * @throws AssertionError if it has ended; with the end of its output
   */
  public void requireRunning() {
    if (!process.isAlive()) {
      throw new AssertionError(name + " ended with " + process.exitValue() + ": " + tail());
    }
  }

  /** The lines of its standard output so far. */
  public List<String> output() {
    return lines(out);
  }

  /** Sends SIGTERM and waits for its end; kills it if it does not end within a minute. */
  public void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      kill();
    }
  }

  /** Sends SIGKILL and waits for its end. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    try {
      stop();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private String tail() {
    List<String> all = new ArrayList<>(lines(out));
    all.addAll(lines(err));
    return String.join("\n", all.subList(Math.max(0, all.size() - TAIL), all.size()));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
