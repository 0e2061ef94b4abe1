package io.wavecast.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.wavecast.testkit.process.Repository;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Validates the FlinkDeployment against the operator's schema, so that a misspelt field fails. */
class FlinkDeploymentTest {
  private static final String MANIFEST = "deploy/kubernetes/flink/wavecast.yaml";
  private static final YAMLMapper YAML = new YAMLMapper();

  private static JsonNode schema = MissingNode.getInstance();
  private static JsonNode manifest = MissingNode.getInstance();

  @BeforeAll
  static void read() throws IOException {
    schema = Objects.schema("FlinkDeployment").path("schema");
    manifest = YAML.readTree(Repository.read(MANIFEST));
  }

  @Test
  void the_manifest_matches_the_schema() {
    assertThat(Schema.wrong(manifest, schema, "")).isEmpty();
  }

  @Test
  void misspelt_fields_and_wrong_types_are_found() throws IOException {
    String text =
        Repository.read(MANIFEST)
            .replace("jarURI:", "jarUri:")
            .replace("parallelism: 4", "parallelism: four")
            .replace("upgradeMode: savepoint", "upgradeMode: carefully")
            .replace("containerPort:", "containerport:");

    assertThat(Schema.wrong(YAML.readTree(text), schema, ""))
        .containsExactlyInAnyOrder(
            "/spec/job/jarUri is unknown",
            "/spec/job/parallelism must be integer",
            "/spec/job/upgradeMode must be one of [\"last-state\",\"savepoint\",\"stateless\"]",
            "/spec/podTemplate/spec/containers/0/ports/0/containerport is unknown");
  }

  @Test
  void it_runs_the_job_jar_of_the_image_and_exports_metrics_on_the_scraped_port() {
    String dockerfile = Repository.read("deploy/Dockerfile.flink");
    String jar = manifest.at("/spec/job/jarURI").asText().replaceFirst(".*/", "");
    assertThat(dockerfile).contains("/" + jar + " /opt/flink/usrlib/");
    assertThat(Repository.path("stream-app/flink/src/main/java"))
        .satisfies(
            sources ->
                assertThat(
                        sources.resolve(
                            manifest.at("/spec/job/entryClass").asText().replace('.', '/')
                                + ".java"))
                    .exists());
    assertThat(manifest.at("/spec/podTemplate/metadata/labels/wavecast.io~1engine").asText())
        .isEqualTo("flink");
    JsonNode port = manifest.at("/spec/podTemplate/spec/containers/0/ports/0");
    assertThat(port.path("name").asText()).isEqualTo("metrics");
    assertThat(port.path("containerPort").asText())
        .isEqualTo(
            manifest.at("/spec/flinkConfiguration").path("metrics.reporter.prom.port").asText());
  }

  /** The operator upgrades by savepoint only if its configuration names the directory. */
  @Test
  void the_operator_and_the_job_use_the_same_checkpoint_directory() {
    List<String> args = new ArrayList<>();
    manifest.at("/spec/job/args").forEach(arg -> args.add(arg.asText()));

    assertThat(manifest.at("/spec/flinkConfiguration").path("execution.checkpointing.dir").asText())
        .isNotEmpty()
        .isEqualTo(args.get(args.indexOf("--checkpoint-dir") + 1));
  }

  @Test
  void with_the_component_gpu_flink_each_task_manager_gets_a_gpu_and_an_image_built_for_it() {
    List<JsonNode> objects = Kustomize.render("examples/gpu-flink");
    JsonNode deployment = ManifestsTest.one(objects, "FlinkDeployment");
    JsonNode configuration = deployment.at("/spec/flinkConfiguration");

    assertThat(Schema.wrong(deployment, schema, "")).isEmpty();
    assertThat(deployment.at("/spec/image").asText()).startsWith("wavecast-flink-cuda:");
    String resource = configuration.path("external-resources").asText();
    assertThat(configuration.path("external-resource." + resource + ".amount").asText())
        .isEqualTo("1");
    assertThat(
            configuration.path("external-resource." + resource + ".kubernetes.config-key").asText())
        .isEqualTo("nvidia.com/gpu");
    assertThat(configuration.path("kubernetes.taskmanager.tolerations").asText())
        .startsWith("key:nvidia.com/gpu,");
    assertThat(ManifestsTest.one(objects, "ConfigMap").at("/data/WAVECAST_MODELS_DEVICE").asText())
        .isEqualTo("cuda");
    assertThat(Repository.read("deploy/Dockerfile.flink"))
        .contains("ARG MAVEN_OPTIONS=\n", "-Dquick ${MAVEN_OPTIONS} package");
  }

  /** Arguments can be read in the custom resource and in Flink's web UI. */
  @Test
  void settings_and_secrets_come_from_the_environment_and_nobody_changes_the_job_in_the_web_ui() {
    JsonNode container = manifest.at("/spec/podTemplate/spec/containers/0");
    JsonNode configuration = manifest.at("/spec/flinkConfiguration");

    assertThat(container.path("envFrom").findValuesAsText("name"))
        .containsExactly("wavecast-flink", "wavecast-flink");
    assertThat(manifest.at("/spec/job/args").toString()).doesNotContain("kafka");
    assertThat(configuration.path("web.cancel.enable").asText()).isEqualTo("false");
    assertThat(configuration.path("web.submit.enable").asText()).isEqualTo("false");
    assertThat(configuration.path("taskmanager.memory.task.off-heap.size").asText()).isNotEmpty();
  }
}
