package io.wavecast.flink.cluster;

import io.wavecast.testkit.process.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process of a Flink cluster on this test's class path, which can be killed. */
final class FlinkProcess implements AutoCloseable {
  private static final String LOG_LEVEL = "warn";

  private final Process process;
  private final Path log;

  private FlinkProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a main class of Flink.
   *
   * @param classPath of the process
   * @param conf folder with an empty {@code config.yaml}; the log goes there too
   * @param name of the log
   * @param options of Flink
   */
  static FlinkProcess start(
      Class<?> main, String classPath, Path conf, String name, Map<String, String> options)
      throws IOException {
    Path log = conf.resolve(name + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx384m");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=" + LOG_LEVEL);
    command.add("-Dorg.slf4j.simpleLogger.logFile=" + log);
    command.add("-cp");
    command.add(classPath);
    command.add(FlinkProcess.class.getName());
    command.add(main.getName());
    command.add("--configDir");
    command.add(conf.toString());
    options.forEach((key, value) -> command.addAll(List.of("-D", key + "=" + value)));
    return new FlinkProcess(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(conf.resolve(name + ".out").toFile())
            .start(),
        log);
  }

  /** kill -9. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** SIGSTOP: it does not run, until {@link #resume}. */
  void pause() throws InterruptedException {
    Signals.pause(process.pid());
  }

  /** SIGCONT: it runs again. */
  void resume() throws InterruptedException {
    Signals.resume(process.pid());
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What it logged last. */
  String log() throws IOException {
    List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of("no log");
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
  }

  @Override
  public void close() {
    kill();
  }

  /** Runs a main class until that or the parent's end, so that no process outlives the test. */
  public static void main(String[] args) throws Exception {
    Thread parent =
        new Thread(
            () -> {
              try {
                byte[] ignored = new byte[64];
                while (System.in.read(ignored) >= 0) {}
              } catch (IOException e) {
                // it is gone
              }
              Runtime.getRuntime().halt(1);
            },
            "parent");
    parent.setDaemon(true);
    parent.start();
    String[] rest = List.of(args).subList(1, args.length).toArray(String[]::new);
    Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
  }
}
