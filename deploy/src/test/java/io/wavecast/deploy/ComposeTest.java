package io.wavecast.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.wavecast.testkit.process.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Checks deploy/compose.yaml; docker-compose checks its grammar. */
class ComposeTest {
  private static JsonNode compose = MissingNode.getInstance();

  @BeforeAll
  static void read() throws IOException {
    compose = new YAMLMapper().readTree(Repository.read("deploy/compose.yaml"));
  }

  @Test
  void mounted_files_of_the_repository_exist() {
    List<Path> sources =
        services()
            .flatMap(service -> texts(service.path("volumes")))
            .filter(volume -> volume.startsWith("."))
            .map(volume -> Repository.path("deploy").resolve(volume.split(":")[0]).normalize())
            .toList();

    assertThat(sources).isNotEmpty().allSatisfy(source -> assertThat(source).exists());
  }

  @Test
  void ports_are_bound_to_the_loopback_interface() {
    assertThat(services().flatMap(service -> texts(service.path("ports"))))
        .isNotEmpty()
        .allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:"));
  }

  @Test
  void images_have_a_version() {
    assertThat(services().filter(service -> !service.has("build")))
        .isNotEmpty()
        .allSatisfy(
            service ->
                assertThat(service.path("image").asText()).matches("[a-z/]+:v?\\d+\\.\\d+\\.\\d+"));
  }

  @Test
  void kafka_is_the_one_that_is_tested() {
    String tested =
        Repository.read("pom.xml").replaceFirst("(?s).*<kafka.version>([^<]*)<.*", "$1");

    assertThat(services().map(service -> service.path("image").asText()))
        .contains("apache/kafka:" + tested);
  }

  @Test
  void prometheus_scrapes_the_service_under_an_allowed_host_name() throws IOException {
    JsonNode targets =
        new YAMLMapper().readTree(Repository.read("deploy/prometheus/targets/kafka-streams.yml"));

    String target = targets.get(0).path("targets").get(0).asText();

    JsonNode service = compose.at("/services/wavecast");
    assertThat(service.at("/environment/WAVECAST_HTTP_ALLOWED_HOSTS").asText() + ":8080")
        .isEqualTo(target);
  }

  @Test
  void alerts_of_series_link_to_their_section_of_the_runbook() throws IOException {
    JsonNode runbook =
        new YAMLMapper().readTree(Repository.read("grafana/dashboards/wavecast-runbook.json"));

    String link = compose.at("/services/wavecast/environment/WAVECAST_DELIVERY_RUNBOOK").asText();

    String id = link.replace("http://127.0.0.1:3000/d/wavecast-runbook?viewPanel=", "");
    assertThat(runbook.path("panels"))
        .anySatisfy(
            panel -> {
              assertThat(panel.path("id").asText()).isEqualTo(id);
              assertThat(panel.path("title").asText()).isEqualTo("WavecastSeries");
            });
  }

  /** Who finds an image must be able to tell which sources it is made of. */
  @Test
  void images_that_are_built_have_the_same_labels_among_them_version_and_revision() {
    List<String> labels = labels("deploy/Dockerfile");

    assertThat(labels).contains("version=\"${VERSION}\"", "revision=\"${REVISION}\"");
    assertThat(labels("deploy/Dockerfile.flink"))
        .usingElementComparator(Comparator.comparing(label -> label.replaceFirst("^title=.*", "")))
        .containsExactlyElementsOf(labels);
  }

  /** Those of the last stage, where the arguments that they name must be declared. */
  private static List<String> labels(String file) {
    String stage = Repository.read(file).replaceFirst("(?s).*\nFROM ", "");
    assertThat(stage).containsPattern("(?m)^ARG VERSION=").containsPattern("(?m)^ARG REVISION=");
    return Pattern.compile("org\\.opencontainers\\.image\\.(\\S+=\"[^\"]*\")")
        .matcher(stage)
        .results()
        .map(label -> label.group(1))
        .toList();
  }

  private static Stream<JsonNode> services() {
    return StreamSupport.stream(compose.path("services").spliterator(), false);
  }

  private static Stream<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText);
  }
}
