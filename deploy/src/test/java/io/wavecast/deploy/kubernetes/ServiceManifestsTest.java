package io.wavecast.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.wavecast.testkit.process.Repository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the manifests of the service promise. */
class ServiceManifestsTest {
  private static final List<JsonNode> OBJECTS = new ArrayList<>();

  @BeforeAll
  static void render() {
    OBJECTS.addAll(Kustomize.render("base"));
  }

  @Test
  void every_selector_matches_the_pods() {
    Map<String, String> pod =
        one(StatefulSet.class).getSpec().getTemplate().getMetadata().getLabels();
    assertThat(selectors())
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
    assertThat(container().getLivenessProbe().getHttpGet().getPort().getStrVal())
        .isEqualTo("metrics");
    assertThat(container().getPorts())
        .filteredOn(port -> port.getName().equals("metrics"))
        .singleElement()
        .extracting(port -> port.getContainerPort().toString())
        .isEqualTo(settings().get("WAVECAST_HTTP_MANAGEMENT_PORT"));
  }

  @Test
  void a_pod_keeps_its_place_in_the_group_for_longer_than_a_restart_takes() {
    Duration shutdown = seconds(settings().getOrDefault("WAVECAST_SHUTDOWN_TIMEOUT", ""));
    Duration grace = Duration.ofSeconds(pod().getTerminationGracePeriodSeconds());
    Duration session = seconds(settings().getOrDefault("WAVECAST_GROUP_SESSION_TIMEOUT", ""));

    assertThat(container().getEnv())
        .filteredOn(variable -> variable.getName().equals("WAVECAST_KAFKA_GROUP_INSTANCE_ID"))
        .singleElement()
        .extracting(variable -> variable.getValueFrom().getFieldRef().getFieldPath())
        .isEqualTo("metadata.name");
    assertThat(grace).isGreaterThanOrEqualTo(shutdown.plusSeconds(5));
    assertThat(session).isGreaterThanOrEqualTo(grace.plusSeconds(30));
  }

  @Test
  void topics_that_the_service_creates_are_bounded_and_can_feed_all_threads() {
    int threads =
        Integer.parseInt(settings().getOrDefault("WAVECAST_ENGINE_THREADS", ""))
            * one(StatefulSet.class).getSpec().getReplicas();

    assertThat(settings())
        .containsKeys("WAVECAST_TOPICS_RETENTION", "WAVECAST_TOPICS_RETENTION_BYTES");
    assertThat(Integer.parseInt(settings().getOrDefault("WAVECAST_TOPICS_PARTITIONS", "")))
        .isGreaterThanOrEqualTo(threads);
  }

  @Test
  void an_edit_of_the_settings_restarts_the_pods() {
    String name = container().getEnvFrom().get(0).getConfigMapRef().getName();

    assertThat(name).matches("wavecast-[a-z0-9]{10}");
    assertThat(one(ConfigMap.class).getMetadata().getName()).isEqualTo(name);
    assertThat(pod().getEnableServiceLinks()).isFalse();
  }

  @Test
  void policies_of_the_service_do_not_select_the_pods_of_flink_and_vice_versa() {
    List<JsonNode> flink = Kustomize.render("flink");
    Map<String, String> service =
        one(StatefulSet.class).getSpec().getTemplate().getMetadata().getLabels();
    Map<String, String> job = new TreeMap<>();
    ManifestsTest.one(flink, "FlinkDeployment")
        .at("/spec/podTemplate/metadata/labels")
        .properties()
        .forEach(label -> job.put(label.getKey(), label.getValue().asText()));

    for (LabelSelector own : selectors()) {
      assertThat(job.entrySet().containsAll(own.getMatchLabels().entrySet())).isFalse();
    }
    LabelSelector other = Objects.all(flink, NetworkPolicy.class).get(0).getSpec().getPodSelector();
    assertThat(job).containsAllEntriesOf(other.getMatchLabels());
    assertThat(service.entrySet().containsAll(other.getMatchLabels().entrySet())).isFalse();
  }

  @Test
  void the_image_and_the_manifest_agree_on_the_user() {
    long user = pod().getSecurityContext().getRunAsUser();
    assertThat(Repository.read("deploy/Dockerfile")).contains("\nUSER " + user + ":" + user + "\n");
  }

  private static List<LabelSelector> selectors() {
    return List.of(
        one(StatefulSet.class).getSpec().getSelector(),
        one(PodDisruptionBudget.class).getSpec().getSelector(),
        one(NetworkPolicy.class).getSpec().getPodSelector());
  }

  private static Map<String, String> settings() {
    return one(ConfigMap.class).getData();
  }

  private static Duration seconds(String text) {
    return Duration.parse("PT" + text);
  }

  private static PodSpec pod() {
    return one(StatefulSet.class).getSpec().getTemplate().getSpec();
  }

  private static Container container() {
    return pod().getContainers().get(0);
  }

  private static <T extends HasMetadata> List<T> all(Class<T> kind) {
    return Objects.all(OBJECTS, kind);
  }

  private static <T extends HasMetadata> T one(Class<T> kind) {
    assertThat(all(kind)).hasSize(1);
    return all(kind).get(0);
  }
}
