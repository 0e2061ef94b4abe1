package io.wavecast.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive, unpacked with {@code tar} and used as its reader would. */
class ArchiveIT {
  private static final long SERVE_LIMIT = 90_000_000;
  private static final Pattern NOT_SERVED =
      Pattern.compile(
          "wavecast-(broker|trainer)|kafka_|kafka-(server|metadata)|scala|log4j|oshi|nd4j");

  /** A name that would be split, were it not quoted. */
  @TempDir(factory = WithSpace.class)
  static Path dir;

  private static Archive archive;
  private static Path home;
  private static Map<String, JsonNode> sbom;

  @BeforeAll
  static void unpack() throws Exception {
    archive = Archive.unpack(dir);
    home = archive.home();
    sbom = new TreeMap<>();
    for (JsonNode c :
        new ObjectMapper().readTree(home.resolve("sbom.cdx.json").toFile()).get("components")) {
      sbom.put(ServeParts.file(c), c);
    }
  }

  @Test
  void the_bill_of_materials_lists_exactly_the_libraries_shipped() throws Exception {
    assertThat(sbom.keySet()).isEqualTo(jars());
    for (String jar : jars()) {
      assertThat(Path.of(System.getProperty("dist.upstream"), jar))
          .as("the published jar that the bill names")
          .satisfies(file -> assertThat(sha256(file)).isEqualTo(sha256(sbom.get(jar))));
    }
  }

  @Test
  void jars_are_as_published_but_for_their_native_code() throws Exception {
    List<String> changed = new ArrayList<>();
    for (String jar : jars()) {
      Path upstream = Path.of(System.getProperty("dist.upstream"), jar);
      if (Files.mismatch(home.resolve("lib").resolve(jar), upstream) >= 0) {
        changed.add(jar.replaceFirst("-[0-9].*", ""));
        Map<String, Long> published = entries(upstream);
        Map<String, Long> shipped = entries(home.resolve("lib").resolve(jar));
        assertThat(published).containsAllEntriesOf(shipped);
        published.keySet().removeAll(shipped.keySet());
        assertThat(published.keySet())
            .allMatch(e -> e.matches(".*(\\.so|\\.dll|lib|\\.a|\\.dSYM/.*)"));
      }
    }
    assertThat(changed)
        .containsExactly("jna", "lz4-java", "onnxruntime", "rocksdbjni", "snappy-java", "zstd-jni");
  }

  @Test
  void class_paths_name_every_library_and_serve_has_no_broker_in_at_most_90_MB() throws Exception {
    Set<String> named = new TreeSet<>();
    for (String list : List.of("serve", "broker", "trainer")) {
      assertThat(classPath(list)).doesNotHaveDuplicates().isSubsetOf(jars());
      named.addAll(classPath(list));
    }
    long size = 0;
    for (String jar : classPath("serve")) {
      size += Files.size(home.resolve("lib").resolve(jar));
    }
    try (Stream<Path> natives = Files.list(home.resolve("lib/native"))) {
      size += natives.mapToLong(f -> f.toFile().length()).sum();
    }

    assertThat(named).isEqualTo(jars());
    assertThat(classPath("serve")).noneMatch(jar -> NOT_SERVED.matcher(jar).find());
    assertThat(size).isLessThan(SERVE_LIMIT);
  }

  @Test
  void each_library_has_its_licence() throws Exception {
    Path licenses = home.resolve("licenses");
    String named =
        Files.readString(licenses.resolve("texts/MIT.txt"))
            + Files.readString(licenses.resolve("texts/BSD.txt"));
    for (Map.Entry<String, JsonNode> library : sbom.entrySet()) {
      String name = library.getValue().get("name").asText();
      if (name.startsWith("wavecast-")) {
        assertThat(entries(home.resolve("lib").resolve(library.getKey())))
            .as(name)
            .containsKeys("META-INF/LICENSE", "META-INF/NOTICE");
      } else {
        Path own = licenses.resolve(library.getKey().replace(".jar", "-jar"));
        boolean known =
            StreamSupport.stream(library.getValue().path("licenses").spliterator(), false)
                .map(l -> l.at("/license/id").asText())
                .anyMatch(
                    id ->
                        Files.exists(licenses.resolve("texts").resolve(id + ".txt"))
                            && !id.isEmpty());
        assertThat(Files.isDirectory(own) || known || named.matches("(?s).*\\b" + name + "\\b.*"))
            .as("a licence text of " + library)
            .isTrue();
      }
    }
    String onnxRuntime = jars().stream().filter(j -> j.startsWith("onnxruntime")).findAny().get();
    assertThat(
            licenses.resolve(onnxRuntime.replace(".jar", "-jar")).resolve("ThirdPartyNotices.txt"))
        .as("notices of what is compiled into its native code")
        .content()
        .contains("protocolbuffers/protobuf", "Eigen");
    assertThat(home.resolve("licenses/THIRD-PARTY.txt")).isNotEmptyFile();
    assertThat(home.resolve("LICENSE")).isNotEmptyFile();
    assertThat(home.resolve("NOTICE")).isNotEmptyFile();
  }

  @Test
  void replays_where_there_is_no_maven_and_no_home_and_leaves_nothing_in_tmp() throws Exception {
    Path tmp = Files.createDirectories(dir.resolve("tmp"));
    String csv =
        Stream.iterate(0, i -> i + 1)
            .limit(60)
            .map(i -> "%d,%s\n".formatted(1_700_000_000 + i, Math.sin(i / 5.0)))
            .collect(Collectors.joining());
    Files.writeString(dir.resolve("wave.csv"), "time,value\n" + csv);

    Archive.Run replay = archive.wavecast(tmp, "replay", "wave.csv", "--out", "forecasts");
    Archive.Run version = archive.wavecast(tmp, "--version");
    Archive.Run trainer = archive.wavecast(tmp, "evaluate", "--help");
    Archive.Run demo = archive.wavecast(tmp, "demo", "--http-port", "99999");
    Archive.Run flink = archive.wavecast(tmp, "flink", "run");

    assertThat(replay.code()).as(replay.out()).isZero();
    assertThat(dir.resolve("forecasts/wave.forecasts.jsonl"))
        .content()
        .contains("\"warmup\":false");
    assertThat(version.out()).startsWith("wavecast ");
    assertThat(trainer.out()).contains("Usage: wavecast evaluate");
    assertThat(demo.out()).contains("http.port must be a port in 0..65535");
    assertThat(flink.out()).contains("does not hold Flink").contains("wavecast-flink-job.jar");
    assertThat(tmp).isEmptyDirectory();
  }

  /** The JVM records no classes from a path with a space. */
  @Test
  void starts_with_the_classes_that_prepare_recorded_while_they_fit(@TempDir Path plain)
      throws Exception {
    Archive moved = new Archive(plain, Files.move(home, plain.resolve("wavecast")));
    try {
      Archive.Run prepare =
          Archive.run(plain, Map.of(), moved.home().resolve("bin/prepare").toString());

      assertThat(prepare.code()).as(prepare.out()).isZero();
      assertThat(recordedClasses(moved)).isGreaterThan(100);

      Path changed = moved.home().resolve("lib").resolve("picocli-" + version("picocli") + ".jar");
      Files.setLastModifiedTime(changed, FileTime.from(Instant.now()));
      assertThat(recordedClasses(moved)).as("after a change of a library").isZero();
      assertThat(moved.wavecast("-Xmx1g", "--version").out()).startsWith("wavecast ");
    } finally {
      Files.move(moved.home(), home);
    }
  }

  private static String version(String library) {
    return sbom.values().stream()
        .filter(c -> c.get("name").asText().equals(library))
        .findAny()
        .get()
        .get("version")
        .asText();
  }

  /** How many classes that are not Java's {@code --version} takes from the recorded ones. */
  private static long recordedClasses(Archive archive) throws Exception {
    Archive.Run run = archive.wavecast("-Xlog:class+load", "--version");
    assertThat(run.code()).as(run.out()).isZero();
    return run.out()
        .lines()
        .filter(l -> l.contains("shared objects file (top)"))
        .filter(l -> l.contains(" picocli.") || l.contains(" io.wavecast."))
        .count();
  }

  private static Set<String> jars() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("lib"))) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(".jar"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static List<String> classPath(String list) throws IOException {
    return Files.readAllLines(home.resolve("lib/" + list + ".classpath"));
  }

  private static Map<String, Long> entries(Path jar) throws IOException {
    Map<String, Long> entries = new TreeMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      zip.stream().filter(e -> !e.isDirectory()).forEach(e -> entries.put(e.getName(), crc(e)));
    }
    return entries;
  }

  private static long crc(ZipEntry entry) {
    return entry.getCrc();
  }

  private static String sha256(Path file) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String sha256(JsonNode component) {
    for (JsonNode hash : component.get("hashes")) {
      if (hash.get("alg").asText().equals("SHA-256")) {
        return hash.get("content").asText();
      }
    }
    throw new AssertionError("no SHA-256: " + component);
  }
}
