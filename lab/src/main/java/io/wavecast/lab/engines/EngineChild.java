package io.wavecast.lab.engines;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The parent process's handle of an {@link EngineProcess}. */
final class EngineChild implements AutoCloseable {
  /** Folders that are built, relative to the root of the repository. */
  private static final Path LAB = Path.of("lab/target");

  private static final Path FLINK = Path.of("stream-app/flink/target");

  private final String name;
  private final Process process;
  private final PrintStream commands;
  private final BufferedReader answers;

  private EngineChild(String name, Process process) {
    this.name = name;
    this.process = process;
    this.commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  static EngineChild start(
      String name, String servers, String observations, Path dir, Map<String, String> more)
      throws IOException {
    Files.createDirectories(dir);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx3g", "-XX:+UseParallelGC", "-cp", classPath(name)));
    command.add(EngineProcess.class.getName());
    command.addAll(List.of(name, servers, name + ".", observations, dir.toString()));
    more.forEach((key, value) -> command.add(key + "=" + value));
    return new EngineChild(
        name, new ProcessBuilder(command).redirectError(dir.resolve("log").toFile()).start());
  }

  /**
   * Flink has its own Kafka client, so it gets only the classes of lab, not this process's
   * libraries.
   */
  private static String classPath(String name) {
    if (!name.equals(EngineProcess.FLINK)) {
      return System.getProperty("java.class.path");
    }
    return String.join(
        File.pathSeparator,
        LAB.resolve("classes").toString(),
        FLINK.resolve("classes").toString(),
        FLINK.resolve("lib").toString() + "/*");
  }

  /**
   * Runs the engine until a model has forecast a number of windows, then stops it.
   *
   * @param brokerCpu CPU time of the broker's process, ns
   */
  EnginesBench.Row run(String model, long windows, LongSupplier brokerCpu) throws IOException {
    commands.println(model + " " + windows);
    long[] begin = await("BEGIN");
    long brokerBegin = brokerCpu.getAsLong();
    long[] end = await("END");
    long brokerEnd = brokerCpu.getAsLong();
    await("STOPPED");
    double n = end[0] - begin[0];
    return new EnginesBench.Row(
        name,
        n * 1e9 / (end[2] - begin[2]),
        (end[3] - begin[3]) / 1e3 / n,
        (brokerEnd - brokerBegin) / 1e3 / n,
        n / Math.max(1, end[1] - begin[1]));
  }

  private long[] await(String what) throws IOException {
    String line = answers.readLine();
    if (line == null || !line.startsWith(what)) {
      throw new IOException(name + " ended, see the log in its folder; last line: " + line);
    }
    String[] part = line.split(" ", -1);
    long[] numbers = new long[part.length - 1];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Long.parseLong(part[i + 1]);
    }
    return numbers;
  }

  @Override
  public void close() {
    commands.close();
    try {
      process.onExit().get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      process.destroyForcibly();
    }
  }
}
