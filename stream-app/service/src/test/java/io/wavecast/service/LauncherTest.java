package io.wavecast.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real launcher, in a separate checkout with a fake Maven. */
class LauncherTest {
  private static final Pattern BROKER =
      Pattern.compile(
          "wavecast-broker|broker.target|kafka_2|kafka-server|kafka-metadata|scala|oshi");
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
    for (String source :
        List.of(
            "core",
            "onnx",
            "registry",
            "config",
            "sketches",
            "chorales",
            "kafka",
            "kafka-streams",
            "broker")) {
      Files.createDirectories(home.resolve("stream-app").resolve(source));
    }
    Files.createDirectories(home.resolve("schemas"));
    Files.createDirectories(module.resolve("src/main"));
    environment.put("PATH", tools + ":/usr/bin:/bin");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    // what Maven would leave in target is prepared here, and copied there by the fake
    Path lib = Files.createDirectories(dir.resolve("built/lib"));
    Path libBroker = Files.createDirectories(dir.resolve("built/lib-broker"));
    archive(lib, dir.resolve("built/wavecast-service-1.jar")); // empty
    int n = 0;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry).toAbsolutePath();
      Path built = BROKER.matcher(entry).find() ? libBroker : lib;
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
  void builds_once_then_again_with_other_options_or_when_a_source_is_newer() throws Exception {
    Result first = launch(home.resolve("wavecast"), "--version");
    Result second = launch(home.resolve("wavecast"), "--version");
    environment.put("WAVECAST_MAVEN_OPTS", "-Pcuda");
    launch(home.resolve("wavecast"), "--version");
    launch(home.resolve("wavecast"), "--version");
    Path source = Files.writeString(module.resolve("src/main/A.java"), "");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    Result third = launch(home.resolve("wavecast"), "--version");

    assertThat(first.code).as(first.err).isZero();
    assertThat(first.out).startsWith("wavecast ");
    assertThat(first.err).contains("building stream-app/service").hasLineCount(1);
    assertThat(second.err).isEmpty();
    assertThat(second.out).startsWith("wavecast ");
    assertThat(third.err).contains("building stream-app/service");
    String build = "-q -B -Dquick -Dapp %spackage -pl stream-app/service -am";
    assertThat(Files.readAllLines(dir.resolve("mvn.log")))
        .startsWith(build.formatted(""), build.formatted("-Pcuda "))
        .hasSize(3);
  }

  @Test
  void works_through_symbolic_links_and_passes_arguments_and_exit_code() throws Exception {
    Path link = Files.createSymbolicLink(dir.resolve("link"), home.resolve("wavecast"));
    Path indirect = Files.createSymbolicLink(tools.resolve("wavecast"), Path.of("../link"));
    assertThat(link).exists();

    Result result = launch(indirect, "replay", "no such file.csv", "--out", "out dir");

    assertThat(result.code).isEqualTo(1);
    assertThat(result.err).endsWith("wavecast: file not found: no such file.csv\n");
  }

  @Test
  void only_demo_and_broker_run_with_the_embedded_broker_on_their_class_path() throws Exception {
    printInPlaceOfJava("echo ' java.specification.version = 17' >&2");

    for (String command : List.of("serve", "replay", "models", "--help")) {
      assertThat(launch(home.resolve("wavecast"), command).out)
          .contains("target/lib/* io.wavecast.service.Main " + command);
    }
    for (String command : List.of("demo", "broker")) {
      assertThat(launch(home.resolve("wavecast"), command).out)
          .contains("lib-broker/* io.wavecast.service.demo.DemoMain " + command);
    }
  }

  @Test
  void only_demo_and_broker_keep_their_heap_small_unless_told_otherwise() throws Exception {
    printInPlaceOfJava("echo ' java.specification.version = 17' >&2");
    environment.put("WAVECAST_JAVA_OPTS", "-XX:MaxNewSize=1g");

    assertThat(launch(home.resolve("wavecast"), "demo").out)
        .contains(" -XX:MaxNewSize=200m -XX:MaxNewSize=1g -cp ");
    assertThat(launch(home.resolve("wavecast"), "serve").out).doesNotContain("=200m");
  }

  @Test
  void a_misspelt_option_of_the_jvm_is_refused() throws Exception {
    Files.copy(Path.of("jvm.options"), module.resolve("jvm.options"));
    environment.put("WAVECAST_JAVA_OPTS", "-XX:MaxRAMPercentag=60");
    Result result = launch(home.resolve("wavecast"), "--version");

    assertThat(result.code).isEqualTo(1);
    assertThat(result.err).contains("Unrecognized VM option 'MaxRAMPercentag=60'");
  }

  @Test
  void only_linux_gets_the_option_for_huge_pages() throws Exception {
    Files.copy(Path.of("jvm.options"), module.resolve("jvm.options"));
    printInPlaceOfJava("echo ' java.specification.version = 17' >&2");

    assertThat(launch(home.resolve("wavecast"), "serve").out).contains("-XX:+UseTransparentHuge");
    tool("uname", "echo Darwin");
    assertThat(launch(home.resolve("wavecast"), "serve").out)
        .contains("-XX:+UseParallelGC")
        .doesNotContain("-XX:+UseTransparentHuge");
  }

  @Test
  void demo_starts_where_the_embedded_broker_is_installed() throws Exception {
    Result wrong = launch(home.resolve("wavecast"), "demo", "--http-port", "99999");
    Files.move(module.resolve("target/lib-broker"), dir.resolve("elsewhere"));

    Result absent = launch(home.resolve("wavecast"), "demo");

    assertThat(wrong.err).contains("http.port must be a port in 0..65535");
    assertThat(absent.err).startsWith("wavecast: this installation has no embedded broker: ");
    assertThat(absent.code).isEqualTo(1);
  }

  @Test
  void extensions_are_on_the_class_path() throws Exception {
    launch(home.resolve("wavecast"), "--version");
    Path libExt = provider(Files.createDirectories(home.resolve("lib/ext")), "Installed");
    Path elsewhere = provider(Files.createDirectories(dir.resolve("my extensions")), "Elsewhere");
    environment.put("WAVECAST_EXTENSIONS", elsewhere + ":" + dir.resolve("absent"));

    for (String name : List.of("Installed", "Elsewhere")) {
      Result result =
          launch(
              home.resolve("wavecast"),
              "topics",
              "check",
              "--kafka=config.providers=mine",
              "--kafka=config.providers.mine.class=" + name,
              "--kafka=security.protocol=${mine:place:key}");

      assertThat(result.err).as(libExt.toString()).contains("FROM-" + name);
      assertThat(result.code).isEqualTo(1);
    }
  }

  /** A jar with a provider of Kafka's configuration, compiled here. */
  private Path provider(Path folder, String name) throws IOException {
    Path classes = Files.createDirectories(dir.resolve("classes-" + name));
    Path source =
        Files.writeString(
            dir.resolve(name + ".java"),
            """
            import java.util.Map;
            import java.util.Set;
            import org.apache.kafka.common.config.ConfigData;
            public class %1$s implements org.apache.kafka.common.config.provider.ConfigProvider {
              public ConfigData get(String path) { return get(path, Set.of()); }
              public ConfigData get(String path, Set<String> keys) {
                return new ConfigData(Map.of("key", "FROM-%1$s"));
              }
              public void configure(Map<String, ?> configs) {}
              public void close() {}
            }
            """
                .formatted(name));
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", classes.toString(), source.toString());
    assertThat(failed).isZero();
    archive(classes, folder.resolve(name + ".jar"));
    return folder;
  }

  @Test
  void an_old_or_absent_java_is_reported_in_one_line() throws Exception {
    tool("java", "echo '    java.specification.version = 1.8' >&2");
    environment.remove("JAVA_HOME");
    Result old = launch(home.resolve("wavecast"), "--version");
    environment.put("JAVA_HOME", dir.resolve("absent").toString());
    Result absent = launch(home.resolve("wavecast"), "--version");

    assertThat(old.err).startsWith("wavecast: Java 17 or newer is needed, but ").contains("1.8");
    assertThat(old.err.lines()).hasSize(1);
    assertThat(absent.err).startsWith("wavecast: JAVA_HOME has no bin/java: ");
    assertThat(List.of(old.code, absent.code)).containsOnly(1);
  }

  @Test
  void java_says_its_version_in_a_file_and_need_not_run_for_it() throws Exception {
    printInPlaceOfJava("exit 1");
    Path bin = Files.createDirectories(dir.resolve("java/bin"));
    Files.move(tools.resolve("java"), bin.resolve("java"));
    Files.createSymbolicLink(tools.resolve("java"), bin.resolve("java"));
    Path release = dir.resolve("java/release");

    Files.writeString(release, "IMPLEMENTOR=\"1\"\nJAVA_VERSION=\"21.0.4\"\n");
    String serve = launch(home.resolve("wavecast"), "serve").out;
    String replay = launch(home.resolve("wavecast"), "replay").out;
    Files.writeString(release, "JAVA_VERSION=\"1.8.0_392\"\n");
    Result old = launch(home.resolve("wavecast"), "serve");

    assertThat(serve).contains("-XX:Tier4InvocationThreshold=50000", "Main serve");
    assertThat(replay).contains("Main replay").doesNotContain("Tier4");
    assertThat(old.err).startsWith("wavecast: Java 17 or newer is needed, but ").contains("Java 8");
  }

  @Test
  void a_failed_build_is_reported() throws Exception {
    tool("mvn", "echo '[ERROR] broken' >&2; exit 1");

    Result result = launch(home.resolve("wavecast"), "--version");

    assertThat(result.err).contains("[ERROR] broken", "wavecast: the build failed");
    assertThat(result.code).isEqualTo(1);
  }

  private record Result(int code, String out, String err) {}

  private Result launch(Path launcher, String... args) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(launcher.toString());
    builder.command().addAll(List.of(args));
    Path out = dir.resolve("out.txt");
    Path err = dir.resolve("err.txt");
    builder.directory(dir.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** After a build, the Java of the PATH prints its arguments. */
  private void printInPlaceOfJava(String whenAskedForItsVersion) throws Exception {
    launch(home.resolve("wavecast"), "--version");
    tool("java", "case $1 in -X*) " + whenAskedForItsVersion + " ;; *) echo \"$@\" ;; esac");
    environment.remove("JAVA_HOME");
  }

  private void tool(String name, String script) throws IOException {
    Path file = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + script + "\n");
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
