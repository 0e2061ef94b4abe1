package io.wavecast.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.wavecast.testkit.process.Repository;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reads the manifests into Kubernetes' model, so that a misspelt field fails. */
class ManifestsTest {
  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.of(
          "v1/ServiceAccount", ServiceAccount.class,
          "v1/ConfigMap", ConfigMap.class,
          "v1/Service", Service.class,
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

  private static final List<HasMetadata> OBJECTS = new ArrayList<>();

  @BeforeAll
  static void read() throws IOException {
    JsonNode kustomization =
        STRICT.readTree(Repository.read("deploy/kubernetes/kustomization.yaml"));
    for (JsonNode resource : kustomization.path("resources")) {
      String yaml = Repository.read("deploy/kubernetes/" + resource.asText());
      try (var documents = STRICT.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
        while (documents.hasNext()) {
          JsonNode json = documents.next();
          String kind = json.path("apiVersion").asText() + "/" + json.path("kind").asText();
          assertThat(KINDS).containsKey(kind);
          OBJECTS.add(STRICT.treeToValue(json, KINDS.get(kind)));
        }
      }
    }
  }

  @Test
  void every_object_is_named_and_labelled_wavecast() {
    assertThat(OBJECTS)
        .hasSizeGreaterThanOrEqualTo(KINDS.size())
        .allSatisfy(
            object -> {
              assertThat(object.getMetadata().getName()).startsWith("wavecast");
              assertThat(object.getMetadata().getLabels())
                  .containsEntry("app.kubernetes.io/name", "wavecast");
            });
  }

  @Test
  void every_selector_matches_the_pods() {
    Map<String, String> pod =
        one(StatefulSet.class).getSpec().getTemplate().getMetadata().getLabels();
    List<LabelSelector> selectors =
        List.of(
            one(StatefulSet.class).getSpec().getSelector(),
            one(PodDisruptionBudget.class).getSpec().getSelector(),
            one(NetworkPolicy.class).getSpec().getPodSelector());

    assertThat(selectors)
        .allSatisfy(s -> assertThat(pod).isNotEmpty().containsAllEntriesOf(s.getMatchLabels()));
    assertThat(all(Service.class))
        .allSatisfy(s -> assertThat(pod).containsAllEntriesOf(s.getSpec().getSelector()))
        .anySatisfy(
            s ->
                assertThat(s.getMetadata().getName())
                    .isEqualTo(one(StatefulSet.class).getSpec().getServiceName()));
  }

  @Test
  void the_container_is_unprivileged_and_writes_only_to_its_volumes() {
    assertThat(pod().getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod().getSecurityContext().getRunAsUser()).isPositive();
    assertThat(pod().getSecurityContext().getSeccompProfile().getType())
        .isEqualTo("RuntimeDefault");
    assertThat(pod().getAutomountServiceAccountToken()).isFalse();
    assertThat(container().getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
    assertThat(container().getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(container().getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(container().getVolumeMounts())
        .extracting("mountPath")
        .containsExactlyInAnyOrder("/data", "/tmp");
    assertThat(container().getResources().getLimits()).containsKey("memory");
    assertThat(container().getResources().getRequests()).containsKeys("cpu", "memory");
  }

  @Test
  void probes_use_the_health_endpoints_of_the_service() {
    assertThat(container().getStartupProbe().getHttpGet().getPath()).isEqualTo("/health/live");
    assertThat(container().getLivenessProbe().getHttpGet().getPath()).isEqualTo("/health/live");
    assertThat(container().getReadinessProbe().getHttpGet().getPath()).isEqualTo("/health/ready");
    assertThat(container().getPorts()).extracting("name").contains("http");
  }

  @Test
  void the_image_and_the_manifest_agree_on_the_user() {
    long user = pod().getSecurityContext().getRunAsUser();
    assertThat(Repository.read("deploy/Dockerfile")).contains("\nUSER " + user + ":" + user + "\n");
  }

  private static PodSpec pod() {
    return one(StatefulSet.class).getSpec().getTemplate().getSpec();
  }

  private static Container container() {
    return pod().getContainers().get(0);
  }

  private static <T extends HasMetadata> List<T> all(Class<T> kind) {
    return OBJECTS.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static <T extends HasMetadata> T one(Class<T> kind) {
    assertThat(all(kind)).hasSize(1);
    return all(kind).get(0);
  }
}
