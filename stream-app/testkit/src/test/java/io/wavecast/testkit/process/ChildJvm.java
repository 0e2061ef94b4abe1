package io.wavecast.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A separate Java process that can be killed. Its program must end with its standard input, so that
 * it never outlives the test.
 */
public final class ChildJvm implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;
  private static final String END = "(end of output)";

  private final Process process;
  private final List<String> read = new ArrayList<>();
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  /** Complete when nothing is left of what the process unpacked. */
  private CompletableFuture<Void> deleted = CompletableFuture.completedFuture(null);

  private ChildJvm(Process process) {
    this.process = process;
    Thread reader =
        new Thread(
            () -> {
              try (var out = process.inputReader(StandardCharsets.UTF_8)) {
                out.lines().forEach(lines::add);
              } catch (IOException | UncheckedIOException e) {
                lines.add(e.toString());
              }
              lines.add(END);
            },
            "child-output");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts a program on this test's class path. */
  public static ChildJvm start(Class<?> main, String heap, String... args) {
    return start(main, List.of("-Xmx" + heap), args);
  }

  /**
   * Starts a program on this test's class path.
   *
   * @param options of the JVM
   */
  public static ChildJvm start(Class<?> main, List<String> options, String... args) {
    return start(main, options, System.getProperty("java.class.path"), args);
  }

  /**
   * Starts a program with shared classes, which the first process stores when it ends.
   *
   * @param options of the JVM
   */
  public static ChildJvm start(
      Class<?> main, List<String> options, SharedClasses classes, String... args) {
    List<String> all = new ArrayList<>(options);
    all.addAll(classes.options());
    return start(main, all, classes.classPath(), args);
  }

  private static ChildJvm start(
      Class<?> main, List<String> options, String classPath, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    Path unpacked = temporary();
    command.add("-Djava.io.tmpdir=" + unpacked);
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(classPath);
    command.add(main.getName());
    command.addAll(List.of(args));
    ChildJvm child = run(command);
    child.deleted = child.process.onExit().thenRun(() -> delete(unpacked));
    return child;
  }

  /** A folder for the libraries that the process unpacks: what is killed leaves them there. */
  private static Path temporary() {
    try {
      return Files.createTempDirectory("wavecast-child");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new IllegalStateException("cannot delete " + folder, e);
    }
  }

  /** Starts a program and its arguments, such as a launcher that becomes a Java process. */
  public static ChildJvm run(List<String> command) {
    try {
      return new ChildJvm(new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for a line with this prefix and returns the rest of the line. */
  public String await(String prefix) throws InterruptedException {
    while (true) {
      String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (line == null || line.equals(END)) {
        process.destroyForcibly();
        throw new IllegalStateException("no line '" + prefix + "' of " + process + " in " + read);
      }
      read.add(line);
      if (line.startsWith(prefix)) {
        return line.substring(prefix.length());
      }
    }
  }

  /** Lets it run for a while; false if it ended. */
  public boolean runsFor(long millis) throws InterruptedException {
    return !process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  /** SIGTERM; returns the exit code. */
  public int terminate() throws InterruptedException {
    process.toHandle().destroy();
    return end();
  }

  /** Waits for its end; returns the exit code. */
  public int end() throws InterruptedException {
    int code = process.waitFor();
    String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    while (line != null && !line.equals(END)) {
      read.add(line);
      line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    return code;
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** kill -9. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGSTOP: it does not run, until {@link #resume}. */
  public void pause() throws InterruptedException {
    Signals.pause(pid());
  }

  /** SIGCONT: it runs again. */
  public void resume() throws InterruptedException {
    Signals.resume(pid());
  }

  /** Its output so far. */
  public List<String> output() {
    lines.drainTo(read);
    return List.copyOf(read);
  }

  /** Ends it by closing its standard input. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      deleted.join();
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** For the child's main: returns when the parent closes the stream or dies. */
  public static void awaitParent() throws IOException {
    byte[] ignored = new byte[64];
    int read;
    do {
      read = System.in.read(ignored);
    } while (read >= 0);
  }
}
