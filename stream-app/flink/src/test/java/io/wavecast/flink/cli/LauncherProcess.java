package io.wavecast.flink.cli;

import io.wavecast.testkit.process.Signals;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code wavecast flink ...} as a separate process, with its output. */
final class LauncherProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final Path out;
  private final Path err;

  private LauncherProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Starts it; its output goes to files of a folder. */
  static LauncherProcess start(Path dir, String... args) throws IOException {
    return start(dir, List.of("-Xmx512m"), args);
  }

  /**
   * Starts it; its output goes to files of a folder.
   *
   * @param options of the JVM
   */
  static LauncherProcess start(Path dir, List<String> options, String... args) throws IOException {
    Path out = Files.createTempFile(dir, "launcher", ".out");
    Path err = Files.createTempFile(dir, "launcher", ".err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", classPath(), Main.class.getName()));
    command.addAll(List.of(args));
    return new LauncherProcess(
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start(),
        out,
        err);
  }

  /** Without the tests of this module, which have log settings. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !Path.of(entry).endsWith("flink/target/test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** SIGTERM. */
  LauncherProcess stop() {
    process.destroy();
    return this;
  }

  /** kill -9. */
  LauncherProcess kill() {
    process.destroyForcibly();
    return this;
  }

  /** SIGSTOP: it does not run, until {@link #resume}. */
  void pause() throws InterruptedException {
    Signals.pause(process.pid());
  }

  /** SIGCONT: it runs again. */
  void resume() throws InterruptedException {
    Signals.resume(process.pid());
  }

  /** Whether it has not ended. */
  boolean isAlive() {
    return process.isAlive();
  }

  /** Lets it run for a while; false if it ended. */
  boolean runsFor(Duration time) throws InterruptedException {
    return !process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits until it exits. */
  int exit() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("does not exit: " + err());
    }
    return process.exitValue();
  }

  /** Completes when it exits; fails with its output when that was an error. */
  CompletableFuture<?> ended() {
    return process
        .onExit()
        .thenAccept(
            p -> {
              if (p.exitValue() == 1) {
                try {
                  throw new AssertionError(err());
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }
            });
  }

  List<String> out() throws IOException {
    return Files.readAllLines(out);
  }

  List<String> err() throws IOException {
    return Files.readAllLines(err);
  }

  /** The lines on stderr that are not logged. */
  List<String> said() throws IOException {
    return err().stream().filter(line -> line.startsWith("wavecast: ")).toList();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
