package io.wavecast.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.wavecast.testkit.process.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Validates the FlinkDeployment against the operator's schema, so that a misspelt field fails. */
class FlinkDeploymentTest {
  private static final String CRD = "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";
  private static final String MANIFEST = "deploy/kubernetes/flink/wavecast.yaml";
  private static final YAMLMapper YAML = new YAMLMapper();

  private static JsonNode schema = MissingNode.getInstance();
  private static JsonNode manifest = MissingNode.getInstance();

  @BeforeAll
  static void read() throws IOException {
    try (InputStream in = FlinkDeploymentTest.class.getResourceAsStream(CRD)) {
      schema = YAML.readTree(in).at("/spec/versions/0/schema/openAPIV3Schema");
    }
    // the schema of this operator version does not list Flink 2.2 yet
    ((ArrayNode) schema.at("/properties/spec/properties/flinkVersion/enum")).add("v2_2");
    manifest = YAML.readTree(Repository.read(MANIFEST));
  }

  @Test
  void the_manifest_matches_the_schema() {
    assertThat(wrong(manifest, schema, "")).isEmpty();
  }

  @Test
  void misspelt_fields_and_wrong_types_are_found() throws IOException {
    String text =
        Repository.read(MANIFEST)
            .replace("jarURI:", "jarUri:")
            .replace("parallelism: 4", "parallelism: four")
            .replace("upgradeMode: savepoint", "upgradeMode: carefully")
            .replace("containerPort:", "containerport:");

    assertThat(wrong(YAML.readTree(text), schema, ""))
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
    assertThat(port.path("name").asText()).isEqualTo("http");
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

  /** Violations of a schema, as messages; an unknown field is one. */
  private static List<String> wrong(JsonNode value, JsonNode schema, String at) {
    List<String> wrong = new ArrayList<>();
    if (!fits(value, schema)) {
      wrong.add(at + " must be " + schema.path("type").asText());
      return wrong;
    }
    if (schema.has("enum")
        && StreamSupport.stream(schema.path("enum").spliterator(), false)
            .noneMatch(value::equals)) {
      wrong.add(at + " must be one of " + schema.path("enum"));
    }
    JsonNode fields = schema.path("properties");
    for (JsonNode required : schema.path("required")) {
      if (!value.has(required.asText())) {
        wrong.add(at + "/" + required.asText() + " is required");
      }
    }
    // Kubernetes itself defines the metadata of every object
    boolean open = schema.path("type").asText().equals("object") && fields.isMissingNode();
    value
        .properties()
        .forEach(
            field -> {
              String place = at + "/" + field.getKey();
              JsonNode known = fields.path(field.getKey());
              if (known.isMissingNode() && schema.has("additionalProperties")) {
                known = schema.path("additionalProperties");
              }
              if (known.isObject()) {
                wrong.addAll(wrong(field.getValue(), known, place));
              } else if (!open && !(at.isEmpty() && isOfEveryObject(field.getKey()))) {
                wrong.add(place + " is unknown");
              }
            });
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        wrong.addAll(wrong(value.get(i), schema.path("items"), at + "/" + i));
      }
    }
    return wrong;
  }

  private static boolean isOfEveryObject(String field) {
    return List.of("apiVersion", "kind", "metadata").contains(field);
  }

  private static boolean fits(JsonNode value, JsonNode schema) {
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      return value.isInt() || value.isTextual();
    }
    return switch (schema.path("type").asText()) {
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      default -> true;
    };
  }
}
