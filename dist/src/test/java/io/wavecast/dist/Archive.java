package io.wavecast.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The archive, unpacked with {@code tar}.
 *
 * @param dir the folder in which it was unpacked
 * @param home its own folder
 */
record Archive(Path dir, Path home) {
  /** How a program ended, with its output. */
  record Run(int code, String out) {}

  static Archive unpack(Path dir) throws Exception {
    Run tar = run(dir, Map.of(), "tar", "xzf", System.getProperty("dist.archive"));
    assertThat(tar.code).as(tar.out).isZero();
    try (Stream<Path> roots = Files.list(dir)) {
      return new Archive(
          dir,
          roots.filter(p -> p.getFileName().toString().startsWith("wavecast-")).findAny().get());
    }
  }

  /** Runs a command of Wavecast, with little else in its environment. */
  Run wavecast(Path tmp, String... args) throws Exception {
    return wavecast("-Djava.io.tmpdir=" + (tmp.equals(dir) ? "/tmp" : "tmp"), args);
  }

  /**
   * Runs a command of Wavecast with these options of the JVM, with little else in its environment.
   */
  Run wavecast(String options, String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of(home.resolve("wavecast").toString()));
    command.addAll(List.of(args));
    return run(
        dir,
        Map.of(
            "PATH",
            "/usr/bin:/bin",
            "HOME",
            "/nonexistent",
            "JAVA_HOME",
            System.getProperty("java.home"),
            "WAVECAST_JAVA_OPTS",
            options),
        command.toArray(String[]::new));
  }

  /** Runs a program; an empty environment means the one of this process. */
  static Run run(Path in, Map<String, String> environment, String... command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true);
    Path out = Files.createTempFile("wavecast-dist", ".txt");
    if (!environment.isEmpty()) {
      builder.environment().clear();
      builder.environment().putAll(environment);
    }
    Process process = builder.redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    String text = Files.readString(out);
    Files.delete(out);
    return new Run(process.exitValue(), text);
  }
}
