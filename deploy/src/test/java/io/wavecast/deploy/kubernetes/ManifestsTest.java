package io.wavecast.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.wavecast.testkit.process.Repository;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Renders every folder of deploy/kubernetes with kubectl and reads each object strictly. */
class ManifestsTest {
  static List<String> folders() throws IOException {
    return Kustomize.folders();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void every_object_has_only_known_fields_and_is_named_and_labelled_wavecast(String folder)
      throws IOException {
    List<JsonNode> objects = Kustomize.render(folder);

    assertThat(objects).isNotEmpty();
    for (JsonNode object : objects) {
      Objects.check(object);
      String name = object.at("/metadata/name").asText();
      assertThat(name).startsWith("wavecast");
      if (!object.path("kind").asText().equals("Namespace")) {
        assertThat(object.at("/metadata/namespace").asText()).as(name).isEqualTo("wavecast");
      }
    }
  }

  @Test
  void tls_for_the_prometheus_operator_is_an_error_where_its_component_is_absent_or_later()
      throws IOException {
    String tls = "\n  - ../../../kubernetes/components/prometheus-operator-tls";
    String monitor = "\n  - ../../../kubernetes/components/prometheus-operator";

    assertThat(overlay("alone", tls).text()).contains("no matches for Id PodMonitor");
    assertThat(overlay("later", tls + monitor).text()).contains("no matches for Id PodMonitor");
    assertThat(overlay("right", monitor + tls).text()).contains("key: token");
  }

  private static Kustomize.Output overlay(String name, String components) throws IOException {
    Path folder = Files.createDirectories(Repository.path("deploy/target/overlays").resolve(name));
    Files.writeString(
        folder.resolve("kustomization.yaml"),
        "resources: [../../../kubernetes/base]\ncomponents:" + components + "\n");
    return Kustomize.run(folder);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void every_setting_and_every_image_tag_exists(String folder) {
    List<JsonNode> objects = Kustomize.render(folder);
    Set<String> known = new TreeSet<>();
    Pattern.compile("(?m)^\\| `([a-z0-9.-]+)` \\|")
        .matcher(Repository.read("CONFIG.md"))
        .results()
        .forEach(
            row ->
                known.add(
                    "WAVECAST_"
                        + row.group(1).replaceAll("[.-]", "_").toUpperCase(java.util.Locale.ROOT)));
    String version =
        Repository.read("pom.xml").replaceAll("(?s).*?<version>([^<]+)</version>.*", "$1");

    String text = objects.toString();
    Pattern.compile("WAVECAST_[A-Z_]+")
        .matcher(text)
        .results()
        .map(found -> found.group())
        .filter(variable -> !variable.startsWith("WAVECAST_KAFKA_"))
        .forEach(variable -> assertThat(known).contains(variable));
    Pattern.compile("\"image\":\"(wavecast[^\"]*)\"")
        .matcher(text)
        .results()
        .forEach(image -> assertThat(image.group(1)).endsWith(":" + version));
  }

  @Test
  void every_component_is_part_of_an_example() throws IOException {
    List<String> used =
        Kustomize.folders().stream().flatMap(Kustomize::componentsOf).distinct().toList();

    assertThat(used).containsAll(Kustomize.components());
  }

  @Test
  void an_unknown_field_of_a_custom_resource_fails() {
    ObjectNode monitor = null;
    for (JsonNode object : Kustomize.render("examples/monitored")) {
      if (object.path("kind").asText().equals("PodMonitor")) {
        monitor = object.deepCopy();
      }
    }
    assertThat(monitor).isNotNull();
    ObjectNode misspelt = monitor;
    ((ObjectNode) misspelt.at("/spec/podMetricsEndpoints/0")).put("scrapeTimeOut", "5s");

    assertThatThrownBy(() -> Objects.check(misspelt))
        .hasMessageContaining("/spec/podMetricsEndpoints/0/scrapeTimeOut is unknown");
  }

  @Test
  void keda_starts_no_more_threads_than_there_are_partitions() {
    List<JsonNode> objects = Kustomize.render("examples/monitored");
    JsonNode scaled = one(objects, "ScaledObject");
    JsonNode settings = data(objects);

    assertThat(
            scaled.at("/spec/maxReplicaCount").asInt()
                * settings.path("WAVECAST_ENGINE_THREADS").asInt())
        .isPositive()
        .isLessThanOrEqualTo(settings.path("WAVECAST_TOPICS_PARTITIONS").asInt());
    assertThat(one(objects, "StatefulSet").at("/spec/replicas").isMissingNode()).isTrue();
  }

  @Test
  void where_kafka_is_secured_keda_asks_the_same_brokers_with_a_user_of_its_own() {
    List<JsonNode> objects = Kustomize.render("examples/secured");
    JsonNode trigger = one(objects, "ScaledObject").at("/spec/triggers/0");
    JsonNode user = one(objects, "TriggerAuthentication");

    assertThat(trigger.at("/metadata/bootstrapServers").asText())
        .isEqualTo(data(objects).path("WAVECAST_BOOTSTRAP_SERVERS").asText());
    assertThat(trigger.at("/metadata/tls").asText()).isEqualTo("enable");
    assertThat(trigger.at("/metadata/sasl").asText()).isEqualTo("scram_sha512");
    assertThat(trigger.at("/authenticationRef/name").asText())
        .isEqualTo(user.at("/metadata/name").asText());
    assertThat(user.at("/spec/secretTargetRef").findValuesAsText("parameter"))
        .containsExactly("username", "password", "ca");
  }

  @Test
  void the_pod_monitor_gives_the_labels_that_rules_and_boards_use() {
    JsonNode monitor = one(Kustomize.render("examples/monitored"), "PodMonitor");

    JsonNode endpoint = monitor.at("/spec/podMetricsEndpoints/0");

    assertThat(endpoint.path("port").asText()).isEqualTo("metrics");
    assertThat(endpoint.path("relabelings").findValuesAsText("targetLabel"))
        .containsExactlyInAnyOrder("job", "instance", "application", "engine");
  }

  /** Rules and boards know the new names only. */
  @Test
  void whoever_scrapes_flink_renames_its_metrics_in_the_same_way() throws IOException {
    JsonNode monitor = one(Kustomize.render("examples/monitored"), "PodMonitor");

    JsonNode operator = monitor.at("/spec/podMetricsEndpoints/0/metricRelabelings");

    assertThat(operator.findValuesAsText("regex")).contains("flink_.+_(wavecast_.+)");
    assertThat(operator)
        .isEqualTo(renaming("prometheus.yml"))
        .isEqualTo(renaming("kubernetes.yml"));
  }

  /** The renaming of a file of Prometheus, with the operator's names of its fields. */
  private static JsonNode renaming(String file) throws IOException {
    String text =
        Repository.read("deploy/prometheus/" + file)
            .replace("source_labels:", "sourceLabels:")
            .replace("target_label:", "targetLabel:");
    return new YAMLMapper().readTree(text).at("/scrape_configs/0/metric_relabel_configs");
  }

  @Test
  void where_http_has_tls_and_a_token_the_pod_monitor_uses_both() {
    List<JsonNode> objects = Kustomize.render("examples/secured");
    JsonNode endpoint = one(objects, "PodMonitor").at("/spec/podMetricsEndpoints/0");

    assertThat(data(objects).path("WAVECAST_HTTP_TLS_CERTIFICATE").asText()).isNotEmpty();
    assertThat(endpoint.path("scheme").asText()).isEqualTo("https");
    assertThat(endpoint.at("/authorization/credentials/key").asText()).isEqualTo("token");
    assertThat(endpoint.at("/tlsConfig/ca/secret/key").asText()).isEqualTo("ca.crt");
  }

  @Test
  void a_policy_lets_the_pods_reach_the_schema_registry() {
    List<JsonNode> objects = Kustomize.render("examples/secured");

    URI address = URI.create(data(objects).path("WAVECAST_SCHEMA_REGISTRY_URL").asText());

    JsonNode rule =
        objects.stream()
            .filter(object -> object.path("kind").asText().equals("NetworkPolicy"))
            .filter(
                object -> object.at("/metadata/name").asText().equals("wavecast-schema-registry"))
            .map(object -> object.at("/spec/egress/0"))
            .findFirst()
            .orElseThrow();
    String label = "kubernetes.io~1metadata.name";
    assertThat(address.getHost())
        .endsWith("." + rule.at("/to/0/namespaceSelector/matchLabels/" + label).asText());
    assertThat(rule.at("/ports/0/port").asInt()).isEqualTo(address.getPort());
  }

  static JsonNode one(List<JsonNode> objects, String kind) {
    List<JsonNode> found =
        objects.stream().filter(object -> object.path("kind").asText().equals(kind)).toList();
    assertThat(found).as(kind).hasSize(1);
    return found.get(0);
  }

  /** The settings of the service. */
  static JsonNode data(List<JsonNode> objects) {
    List<JsonNode> found =
        objects.stream()
            .filter(object -> object.path("kind").asText().equals("ConfigMap"))
            .map(object -> object.path("data"))
            .filter(data -> data.has("WAVECAST_BOOTSTRAP_SERVERS"))
            .toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }
}
