package io.wavecast.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;

/** Generates the PrometheusRule of deploy/kubernetes from the rule files of deploy/prometheus. */
final class PrometheusRules {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .build();

  private PrometheusRules() {}

  /**
   * The object in YAML.
   *
   * @param files the contents of rule files
   */
  static String kubernetes(List<String> files) throws JsonProcessingException {
    ObjectNode object = YAML.createObjectNode();
    object.put("apiVersion", "monitoring.coreos.com/v1").put("kind", "PrometheusRule");
    object.putObject("metadata").put("name", "wavecast").put("namespace", "wavecast");
    ArrayNode groups = object.putObject("spec").putArray("groups");
    for (String file : files) {
      YAML.readTree(file).path("groups").forEach(groups::add);
    }
    return """
        # Generated from deploy/prometheus/rules: see GeneratedFilesTest.
        """
        + YAML.writeValueAsString(object);
  }
}
