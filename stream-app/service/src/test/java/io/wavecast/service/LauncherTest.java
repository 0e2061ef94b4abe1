package io.wavecast.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real launcher, in a checkout of its own with a stand-in for Maven. */
class LauncherTest {
  private static final Path LAUNCHER = Path.of("..", "..", "wavecast");

  @TempDir Path dir;

  private Path home;
  private Path module;
  private Path tools;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void checkout() throws IOException {
    home = Files.createDirectories(dir.resolve("a place with spaces"));
    module = Files.createDirectories(home.resolve("stream-app/service"));
    tools = Files.createDirectories(dir.resolve("tools"));
    Files.copy(LAUNCHER, home.resolve("wavecast"));
    Files.writeString(home.resolve("pom.xml"), "");
    for (String source : new String[] {"schemas", "stream-app/core", "stream-app/onnx"}) {
      Files.createDirectories(home.resolve(source));
    }
    Files.createDirectories(home.resolve("stream-app/kafka-streams"));
    Files.createDirectories(module.resolve("src/main"));
    environment.put("PATH", tools + ":/usr/bin:/bin");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    // what Maven would leave in target is made before, and moved there by the stand-in
    Path built = Files.createDirectories(dir.resolve("built/lib"));
    try (JarOutputStream jar =
        new JarOutputStream(Files.newOutputStream(dir.resolve("built/wavecast-service-1.jar")))) {
      jar.putNextEntry(new ZipEntry("empty"));
    }
    int n = 0;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry).toAbsolutePath();
      if (Files.isDirectory(path)) {
        archive(path, built.resolve("classes" + n++ + ".jar"));
      } else {
        Files.createSymbolicLink(built.resolve(n++ + ".jar"), path);
      }
    }
    tool(
        "mvn",
        """
        echo "$@" >> '%s'
        mkdir -p stream-app/service/target
        cp -R '%s'/. stream-app/service/target/
        """
            .formatted(dir.resolve("mvn.log"), dir.resolve("built")));
  }

  @Test
  void builds_once_then_again_when_a_source_is_newer() throws Exception {
    Result first = launch(home.resolve("wavecast"), "--version");
    Result second = launch(home.resolve("wavecast"), "--version");
    Path source = Files.writeString(module.resolve("src/main/A.java"), "");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    Result third = launch(home.resolve("wavecast"), "--version");

    assertThat(first.code).as(first.err).isZero();
    assertThat(first.out).startsWith("wavecast ");
    assertThat(first.err.lines())
        .hasSize(1)
        .allMatch(l -> l.contains("building stream-app/service"));
    assertThat(second.err).isEmpty();
    assertThat(second.out).startsWith("wavecast ");
    assertThat(third.err).contains("building stream-app/service");
    assertThat(Files.readAllLines(dir.resolve("mvn.log")))
        .hasSize(2)
        .allMatch(l -> l.equals("-q -B -Dquick package -pl stream-app/service -am"));
  }

  @Test
  void works_through_symbolic_links_and_hands_on_arguments_and_exit_code() throws Exception {
    Path link = Files.createSymbolicLink(dir.resolve("link"), home.resolve("wavecast"));
    Path indirect = Files.createSymbolicLink(tools.resolve("wavecast"), Path.of("../link"));
    assertThat(link).exists();

    Result result = launch(indirect, "replay", "no such file.csv", "--out", "out dir");

    assertThat(result.code).isEqualTo(1);
    assertThat(result.err).endsWith("wavecast: file not found: no such file.csv\n");
  }

  @Test
  void an_old_java_and_none_at_all_are_told_in_one_line() throws Exception {
    tool("java", "echo '    java.specification.version = 1.8' >&2");
    environment.remove("JAVA_HOME");

    Result old = launch(home.resolve("wavecast"), "--version");
    environment.put("JAVA_HOME", dir.resolve("absent").toString());
    Result absent = launch(home.resolve("wavecast"), "--version");

    assertThat(old.err).startsWith("wavecast: Java 17 or newer is needed, but ").contains("1.8");
    assertThat(absent.err).startsWith("wavecast: JAVA_HOME has no bin/java: ");
    assertThat(old.err.lines()).hasSize(1);
    assertThat(old.code).isEqualTo(1);
    assertThat(absent.code).isEqualTo(1);
  }

  @Test
  void a_build_that_fails_is_told() throws Exception {
    tool("mvn", "echo '[ERROR] broken' >&2; exit 1");

    Result result = launch(home.resolve("wavecast"), "--version");

    assertThat(result.err).contains("[ERROR] broken", "wavecast: the build failed");
    assertThat(result.code).isEqualTo(1);
  }

  private record Result(int code, String out, String err) {}

  private Result launch(Path launcher, String... args) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(launcher.toString());
    for (String arg : args) {
      builder.command().add(arg);
    }
    Path out = dir.resolve("out.txt");
    Path err = dir.resolve("err.txt");
    builder.directory(dir.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private void tool(String name, String script) throws IOException {
    Path file = tools.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + script + "\n", StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void archive(Path folder, Path jar) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
        Files.copy(file, out);
      }
    }
  }
}
