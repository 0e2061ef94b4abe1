package io.wavecast.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the image is made of: the commands of deploy/Dockerfile, run on the archive in a folder. */
class ServePartsIT {
  /** Libraries of the embedded broker and of the trainer. */
  private static final Pattern NOT_SERVED =
      Pattern.compile("(?i)scala|log4j|oshi|\\bjna\\b|nd4j|deeplearning4j|jopt|pcollections");

  @TempDir static Path dir;

  private static List<String> classPath;
  private static Map<String, JsonNode> components;
  private static JsonNode bill;

  @BeforeAll
  static void part() throws Exception {
    Matcher commands =
        Pattern.compile("(?s)AS parts\n.*?RUN (.*?)\n\n")
            .matcher(Files.readString(Path.of("../deploy/Dockerfile")));
    assertThat(commands.find()).isTrue();
    String script =
        commands
            .group(1)
            .replaceAll("(?<=[ \"<])/(all|others|ours|rest|wavecast.tar.gz|\\$to)", dir + "/$1")
            .replace(dir + "/wavecast.tar.gz", System.getProperty("dist.archive"));
    Archive.Run run = Archive.run(dir, Map.of(), "sh", "-euc", script);
    assertThat(run.code()).as(run.out()).isZero();

    classPath = Files.readAllLines(dir.resolve("rest/lib/serve.classpath"));
    bill = new ObjectMapper().readTree(dir.resolve("rest/sbom.cdx.json").toFile());
    components = components(bill);
  }

  @Test
  void the_bill_of_materials_lists_exactly_the_libraries_of_serve_as_the_archives_bill_does()
      throws IOException {
    Map<String, JsonNode> archive =
        components(new ObjectMapper().readTree(dir.resolve("all/sbom.cdx.json").toFile()));

    assertThat(components.keySet()).isEqualTo(new TreeSet<>(classPath)).isEqualTo(jars());
    assertThat(archive).containsAllEntriesOf(components).hasSizeGreaterThan(components.size());
    Set<String> known = new HashSet<>(Set.of(bill.at("/metadata/component/bom-ref").asText()));
    components.values().forEach(component -> known.add(component.path("bom-ref").asText()));
    assertThat(bill.path("dependencies").findValuesAsText("ref")).containsOnlyOnceElementsOf(known);
    for (JsonNode dependency : bill.path("dependencies")) {
      dependency.path("dependsOn").forEach(on -> assertThat(known).contains(on.asText()));
    }
  }

  @Test
  void native_code_is_that_of_the_libraries_of_serve() throws IOException {
    assertThat(names("others/lib/native"))
        .contains("libonnxruntime.so", "librocksdbjni-linux64.so")
        .doesNotContain("libjnidispatch.so")
        .containsExactlyElementsOf(Files.readAllLines(dir.resolve("all/lib/serve.natives")));
  }

  @Test
  void licences_are_those_of_the_libraries_of_serve() throws IOException {
    List<String> folders =
        names("rest/licenses").stream().filter(name -> name.endsWith("-jar")).toList();
    List<String> all =
        classPath.stream()
            .map(jar -> jar.replaceFirst("\\.jar$", "-jar"))
            .filter(name -> Files.exists(dir.resolve("all/licenses").resolve(name)))
            .toList();
    List<String> thirdParty = Files.readAllLines(dir.resolve("rest/licenses/THIRD-PARTY.txt"));

    assertThat(folders).isNotEmpty().containsExactlyInAnyOrderElementsOf(all);
    long others = classPath.stream().filter(jar -> !jar.startsWith("wavecast-")).count();
    assertThat(thirdParty).hasSize((int) others + 1);
    assertThat(thirdParty.get(0)).isEqualTo("Lists of " + others + " third-party dependencies.");
    assertThat(dir.resolve("rest/licenses/texts/MIT.txt"))
        .content()
        .contains("\nonnxruntime ", "WITHOUT WARRANTY");
    assertThat(dir.resolve("rest/licenses/texts/BSD.txt"))
        .content()
        .contains("\nre2j ", "\nprotobuf-java ", "\nzstd-jni ");
  }

  @Test
  void no_list_names_a_library_of_the_broker_or_of_the_trainer() throws IOException {
    List<String> found = new ArrayList<>();
    for (String list :
        List.of(
            "sbom.cdx.json",
            "licenses/THIRD-PARTY.txt",
            "licenses/texts/MIT.txt",
            "licenses/texts/BSD.txt")) {
      NOT_SERVED
          .matcher(Files.readString(dir.resolve("rest").resolve(list)))
          .results()
          .forEach(hit -> found.add(list + ": " + hit.group()));
    }
    assertThat(found).isEmpty();
  }

  private static Map<String, JsonNode> components(JsonNode bill) {
    Map<String, JsonNode> components = new TreeMap<>();
    bill.path("components").forEach(each -> components.put(ServeParts.file(each), each));
    return components;
  }

  private static Set<String> jars() throws IOException {
    return Stream.concat(names("others/lib").stream(), names("ours/lib").stream())
        .filter(name -> name.endsWith(".jar"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> names(String folder) throws IOException {
    try (Stream<Path> files = Files.list(dir.resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
