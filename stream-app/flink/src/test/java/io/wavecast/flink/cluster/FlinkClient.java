package io.wavecast.flink.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.client.cli.CliFrontend;

/** Flink's own command line, {@code flink}, each command in a separate process. */
final class FlinkClient {
  /** What a Flink distribution does not have. */
  private static final String JOB = "(wavecast|flink-connector-kafka|kafka|jackson|onnx|picocli).*";

  private final Path conf;

  /** What a command ended with. */
  record Ended(int exit, String said) {}

  FlinkClient(Path conf, int restPort) throws IOException {
    this.conf = Files.createDirectories(conf);
    Files.writeString(
        conf.resolve("config.yaml"),
        """
        rest:
          address: 127.0.0.1
          port: %d
        """
            .formatted(restPort));
  }

  /** The class path of this test without the job and what only the job needs. */
  static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(e -> !Path.of(e).getFileName().toString().matches("classes|" + JOB))
        .collect(Collectors.joining(File.pathSeparator));
  }

  Ended run(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    // as bin/flink does
    command.add("--add-opens=java.base/java.util=ALL-UNNAMED");
    command.addAll(List.of("-cp", classPath(), CliFrontend.class.getName()));
    command.addAll(List.of(args));
    ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
    process.environment().put("FLINK_CONF_DIR", conf.toString());
    Process client = process.start();
    client.getOutputStream().close();
    String said = new String(client.getInputStream().readAllBytes(), UTF_8);
    if (!client.waitFor(1, TimeUnit.MINUTES)) {
      client.destroyForcibly();
      throw new IOException("flink " + String.join(" ", args) + " does not end: " + said);
    }
    return new Ended(client.exitValue(), said);
  }
}
