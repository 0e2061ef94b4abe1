package io.wavecast.service.topics;

import io.wavecast.config.Settings;
import io.wavecast.config.TopicKeys;
import io.wavecast.kafka.acl.Acl;
import io.wavecast.kafka.acl.Program;
import io.wavecast.kafka.topics.TopicSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Topics and rights as resources of Strimzi's operator: KafkaTopic and KafkaUser. */
final class StrimziResources {
  private static final String VERSION = "kafka.strimzi.io/v1";

  /** Replace it by the name of the Kafka resource. */
  private static final Map<String, String> CLUSTER = Map.of("strimzi.io/cluster", "my-cluster");

  private StrimziResources() {}

  /**
   * One user for each program, and every topic of Wavecast's own, internal ones included. Not those
   * of other producers: Strimzi's operator would give them the settings of the resource, and delete
   * the topic with it.
   */
  static List<String> lines(Map<Program, List<Acl>> acls, Settings s) {
    List<Object> resources = new ArrayList<>();
    acls.forEach((program, rights) -> resources.add(user(program, rights)));
    List<TopicSpec> topics = new ArrayList<>(TopicSpec.own(s));
    topics.addAll(InternalTopics.of(s, input -> s.get(TopicKeys.PARTITIONS)));
    topics.forEach(topic -> resources.add(topic(topic)));

    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setExplicitStart(true);
    return new Yaml(options).dumpAll(resources.iterator()).lines().toList();
  }

  private static Map<String, Object> resource(String kind, String name, Object spec) {
    Map<String, Object> resource = new LinkedHashMap<>();
    resource.put("apiVersion", VERSION);
    resource.put("kind", kind);
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-"));
    metadata.put("labels", new TreeMap<>(CLUSTER));
    resource.put("metadata", metadata);
    resource.put("spec", spec);
    return resource;
  }

  private static Map<String, Object> user(Program program, List<Acl> acls) {
    Map<ResourcePattern, List<AclOperation>> operations = new LinkedHashMap<>();
    acls.forEach(
        acl ->
            operations
                .computeIfAbsent(acl.resource(), any -> new ArrayList<>())
                .add(acl.operation()));
    List<Object> rules = new ArrayList<>();
    operations.forEach((resource, all) -> rules.add(rule(resource, all)));
    Map<String, Object> authorization = new LinkedHashMap<>();
    authorization.put("type", "simple");
    authorization.put("acls", rules);
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("authentication", new TreeMap<>(Map.of("type", "scram-sha-512")));
    spec.put("authorization", authorization);
    return resource("KafkaUser", "wavecast-" + program.title(), spec);
  }

  private static Map<String, Object> rule(ResourcePattern pattern, List<AclOperation> operations) {
    Map<String, Object> resource = new LinkedHashMap<>();
    String type = AclFormat.spell(pattern.resourceType().name());
    resource.put("type", type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1));
    resource.put("name", pattern.name());
    boolean prefixed = pattern.patternType() == PatternType.PREFIXED;
    resource.put("patternType", prefixed ? "prefix" : "literal");
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("resource", resource);
    rule.put(
        "operations",
        operations.stream().map(o -> AclFormat.spell(o.name())).collect(Collectors.toList()));
    return rule;
  }

  private static Map<String, Object> topic(TopicSpec topic) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("topicName", topic.name());
    spec.put("partitions", topic.partitions());
    if (topic.replication() > 0) {
      spec.put("replicas", (int) topic.replication());
    }
    spec.put("config", new TreeMap<>(topic.configs()));
    return resource("KafkaTopic", topic.name(), spec);
  }
}
