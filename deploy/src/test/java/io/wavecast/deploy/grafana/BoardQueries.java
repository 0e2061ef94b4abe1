package io.wavecast.deploy.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wavecast.testkit.process.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The queries of all boards, with values for Grafana's variables. */
public final class BoardQueries {
  private static final Map<String, String> VARIABLES =
      Map.of(
          "$__rate_interval", "1m",
          "$__range", "5m",
          "$job", "wavecast",
          "$application", ".+",
          "$engine", ".+",
          "$instance", ".+",
          "$model", ".+",
          "$series", ".+");

  private BoardQueries() {}

  /** A query and the panel that it belongs to. */
  public record BoardQuery(String board, String panel, String expr) {}

  /** All queries, read from the board files. */
  public static List<BoardQuery> all() throws IOException {
    List<BoardQuery> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(Repository.path("grafana/dashboards"))) {
      for (Path file : files.sorted().toList()) {
        JsonNode board = new ObjectMapper().readTree(file.toFile());
        for (JsonNode annotation : board.at("/annotations/list")) {
          all.add(query(board, annotation.path("name").asText(), annotation));
        }
        for (JsonNode panel : board.path("panels")) {
          for (JsonNode target : panel.path("targets")) {
            all.add(query(board, panel.path("title").asText(), target));
          }
        }
      }
    }
    return all;
  }

  private static BoardQuery query(JsonNode board, String title, JsonNode holder) {
    return new BoardQuery(board.path("uid").asText(), title, fill(holder.path("expr").asText()));
  }

  /** A file of recording rules with all queries, for {@code promtool check rules}. */
  public static String rules() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode file = mapper.createObjectNode();
    ObjectNode group = file.putArray("groups").addObject().put("name", "boards");
    ArrayNode rules = group.putArray("rules");
    for (BoardQuery query : all()) {
      String name = "board:query:" + rules.size();
      rules.addObject().put("record", name).put("expr", query.expr());
    }
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(file);
  }

  private static String fill(String expr) {
    String filled = expr;
    for (Map.Entry<String, String> variable : VARIABLES.entrySet()) {
      filled = filled.replace(variable.getKey(), variable.getValue());
    }
    return filled;
  }
}
