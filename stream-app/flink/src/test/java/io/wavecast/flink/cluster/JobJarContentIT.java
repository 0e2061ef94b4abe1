package io.wavecast.flink.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The job jar against its bill of materials: each lists what the other has. */
class JobJarContentIT {
  private static final Path TARGET = Path.of("target");

  @Test
  void the_bill_of_materials_lists_exactly_the_libraries_in_the_job_jar() throws IOException {
    Map<String, Set<String>> missing = new TreeMap<>();
    Set<String> foreign = classes(TARGET.resolve("job/wavecast-flink-job.jar"));
    Set<String> inside = Set.copyOf(foreign);
    for (String jar : listed()) {
      Set<String> classes = classes(TARGET.resolve("lib").resolve(jar));
      foreign.removeAll(classes);
      classes.removeAll(inside);
      if (!classes.isEmpty()) {
        missing.put(jar, classes);
      }
    }

    assertThat(missing).as("listed, but not in the job jar").isEmpty();
    foreign.removeIf(name -> name.startsWith("io/wavecast/flink/"));
    assertThat(foreign).as("in the job jar, but not listed").isEmpty();
  }

  /** Jars of the components, without the module itself. */
  private static List<String> listed() throws IOException {
    List<String> jars =
        Pattern.compile("\"purl\" *: *\"pkg:maven/[^/]+/([^@]+)@([^?\"]+)")
            .matcher(Files.readString(TARGET.resolve("wavecast-flink-job.cdx.json")))
            .results()
            .map(purl -> purl.group(1) + "-" + purl.group(2) + ".jar")
            .filter(jar -> !jar.startsWith("wavecast-flink-"))
            .toList();
    assertThat(jars).isNotEmpty().doesNotHaveDuplicates();
    return jars;
  }

  private static Set<String> classes(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(".class") && !name.endsWith("module-info.class"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
