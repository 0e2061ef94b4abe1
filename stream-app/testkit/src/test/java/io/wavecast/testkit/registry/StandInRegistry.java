package io.wavecast.testkit.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.wavecast.testkit.http.LocalServer;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What clients use of Confluent's API, in memory: registration, look-ups, ids. It compares no
 * schemas. Thread-safe.
 */
public final class StandInRegistry implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LocalServer server = new LocalServer();
  private final List<ObjectNode> schemas = new ArrayList<>();
  private final Map<String, List<Integer>> subjects = new LinkedHashMap<>();
  private final List<String> authorizations = new ArrayList<>();

  /** Starts it on a free port. */
  public StandInRegistry() {
    server.handle("/", this::handle);
  }

  /** Its address. */
  public String url() {
    return server.url("").toString();
  }

  /** The header {@code Authorization} of each request; "null" where there was none. */
  public synchronized List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  /** Subjects in the order of their first registration. */
  public synchronized List<String> subjects() {
    return List.copyOf(subjects.keySet());
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    String[] path = exchange.getRequestURI().getRawPath().split("/", -1);
    JsonNode body = JSON.readTree(exchange.getRequestBody());
    if (path.length == 4 && path[1].equals("schemas")) {
      byId(exchange, Integer.parseInt(path[3]));
    } else if (exchange.getRequestMethod().equals("POST") && path.length == 4) {
      register(exchange, URLDecoder.decode(path[2], UTF_8), body);
    } else if (exchange.getRequestMethod().equals("POST") && path.length == 3) {
      find(exchange, URLDecoder.decode(path[2], UTF_8), body);
    } else {
      answer(exchange, 500, error(50001, "not made for tests"));
    }
  }

  private void byId(HttpExchange exchange, int id) throws IOException {
    if (id < 1 || id > schemas.size()) {
      answer(exchange, 404, error(40403, "Schema " + id + " not found"));
    } else {
      answer(exchange, 200, schemas.get(id - 1));
    }
  }

  private void register(HttpExchange exchange, String subject, JsonNode body) throws IOException {
    ObjectNode schema = schema(body);
    int id = schemas.indexOf(schema) + 1;
    if (id == 0) {
      schemas.add(schema);
      id = schemas.size();
    }
    List<Integer> versions = subjects.computeIfAbsent(subject, s -> new ArrayList<>());
    if (!versions.contains(id)) {
      versions.add(id);
    }
    answer(exchange, 200, JSON.createObjectNode().put("id", id));
  }

  private void find(HttpExchange exchange, String subject, JsonNode body) throws IOException {
    int id = schemas.indexOf(schema(body)) + 1;
    if (subjects.getOrDefault(subject, List.of()).contains(id)) {
      answer(exchange, 200, JSON.createObjectNode().put("id", id));
    } else {
      answer(exchange, 404, error(40403, "Schema not found"));
    }
  }

  private static ObjectNode schema(JsonNode body) {
    ObjectNode schema = JSON.createObjectNode();
    schema.set("schema", body.get("schema"));
    if (body.has("schemaType")) {
      schema.set("schemaType", body.get("schemaType"));
    }
    return schema;
  }

  private static ObjectNode error(int code, String message) {
    return JSON.createObjectNode().put("error_code", code).put("message", message);
  }

  private static void answer(HttpExchange exchange, int status, ObjectNode body)
      throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.close();
  }
}
