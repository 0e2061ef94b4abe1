package io.wavecast.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** Reads objects so that a misspelt or unknown field fails. */
final class Objects {
  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.of(
          "v1/Namespace", Namespace.class,
          "v1/ServiceAccount", ServiceAccount.class,
          "v1/ConfigMap", ConfigMap.class,
          "v1/Service", Service.class,
          "v1/PersistentVolumeClaim", PersistentVolumeClaim.class,
          "apps/v1/StatefulSet", StatefulSet.class,
          "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class,
          "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class);

  private static final YAMLMapper STRICT =
      YAMLMapper.builder(new YAMLFactory())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .annotationIntrospector(
              new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated a) {
                  return false; // otherwise the model would collect unknown fields
                }
              })
          .build();

  private Objects() {}

  /** Fails if an object has a field that its kind does not have. */
  static void check(JsonNode object) throws IOException {
    String kind = object.path("apiVersion").asText() + "/" + object.path("kind").asText();
    Class<? extends HasMetadata> type = KINDS.get(kind);
    if (type == null) {
      JsonNode schema = schema(object.path("kind").asText());
      assertThat(schema.path("apiVersion").asText()).isEqualTo(object.path("apiVersion").asText());
      assertThat(Schema.wrong(object, schema.path("schema"), "")).as(kind).isEmpty();
    } else {
      STRICT.treeToValue(object, type);
    }
  }

  /** The objects of a kind, in Kubernetes' own model. */
  static <T extends HasMetadata> List<T> all(List<JsonNode> objects, Class<T> kind) {
    return objects.stream()
        .filter(object -> object.path("kind").asText().equals(kind.getSimpleName()))
        .map(object -> read(object, kind))
        .toList();
  }

  private static <T> T read(JsonNode object, Class<T> kind) {
    try {
      return STRICT.treeToValue(object, kind);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** The schema of a custom resource: its apiVersion and its schema. */
  static JsonNode schema(String kind) throws IOException {
    if (kind.equals("FlinkDeployment")) {
      String crd = "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";
      try (InputStream in = Objects.class.getResourceAsStream(crd)) {
        JsonNode schema = STRICT.readTree(in).at("/spec/versions/0/schema/openAPIV3Schema");
        // the schema of this operator version does not list Flink 2.2 yet
        ((ArrayNode) schema.at("/properties/spec/properties/flinkVersion/enum")).add("v2_2");
        return STRICT
            .createObjectNode()
            .put("apiVersion", "flink.apache.org/v1beta1")
            .set("schema", schema);
      }
    }
    try (InputStream in = Objects.class.getResourceAsStream("/crds/" + kind + ".json")) {
      assertThat(in).as("schema of " + kind).isNotNull();
      return STRICT.readTree(in);
    }
  }
}
