package io.wavecast.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.wavecast.testkit.process.Program;
import io.wavecast.testkit.process.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/** {@code kubectl kustomize} over the folders of deploy/kubernetes. */
final class Kustomize {
  private static final Path ROOT = Repository.path("deploy/kubernetes");
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final ConcurrentMap<String, List<JsonNode>> RENDERED = new ConcurrentHashMap<>();

  private Kustomize() {}

  /** The folders that can be applied, relative to deploy/kubernetes. */
  static List<String> folders() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.endsWith("kustomization.yaml"))
          .filter(file -> read(file).path("kind").asText().equals("Kustomization"))
          .map(file -> ROOT.relativize(file.getParent()).toString())
          .sorted()
          .toList();
    }
  }

  /** The components, relative to the root of the repository. */
  static List<String> components() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("components"))) {
      return Stream.concat(files, Stream.of(Repository.path("grafana")))
          .map(folder -> Repository.path("").relativize(folder).toString())
          .sorted()
          .toList();
    }
  }

  /** The components that a folder lists, relative to the root of the repository. */
  static Stream<String> componentsOf(String folder) {
    Path path = ROOT.resolve(folder);
    return read(path.resolve("kustomization.yaml"))
        .path("components")
        .valueStream()
        .map(component -> path.resolve(component.asText()).normalize())
        .map(component -> Repository.path("").relativize(component).toString());
  }

  /** The objects of a folder; the test is skipped where there is no kubectl. */
  static List<JsonNode> render(String folder) {
    return RENDERED.computeIfAbsent(folder, Kustomize::objects);
  }

  private static List<JsonNode> objects(String folder) {
    Output output = run(ROOT.resolve(folder));
    assertThat(output.code).as("%s: %s", folder, output.text).isZero();
    try (var objects = YAML.readerFor(JsonNode.class).<JsonNode>readValues(output.text)) {
      return objects.readAll();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How {@code kubectl} ended, with what it printed. */
  record Output(int code, String text) {}

  /** Runs {@code kubectl kustomize}; the test is skipped where there is no kubectl. */
  static Output run(Path folder) {
    assumeTrue(
        Program.isInstalled("kubectl"),
        "kubectl is not installed (Debian: kubernetes-client), so nothing is rendered");
    try {
      Path out = Files.createTempFile("kustomize", ".yaml");
      Process process =
          new ProcessBuilder("kubectl", "kustomize", folder.toString())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      try {
        return new Output(process.waitFor(), Files.readString(out));
      } finally {
        Files.delete(out);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode read(Path file) {
    try {
      return YAML.readTree(file.toFile());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
