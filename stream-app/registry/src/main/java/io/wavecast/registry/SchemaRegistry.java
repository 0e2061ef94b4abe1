package io.wavecast.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wavecast.core.text.FailureException;
import io.wavecast.registry.RegistryCalls.Result;
import io.wavecast.registry.SchemaText.Kind;
import io.wavecast.registry.SchemaText.Reference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Client of a schema registry that speaks Confluent's API (Confluent, Karapace, Apicurio's {@code
 * /apis/ccompat/v7}). Each method repeats its request until the registry answers or the time limit
 * has passed; then it throws an {@link io.wavecast.core.stream.UnavailableException}. Caches
 * nothing. Thread-safe.
 */
public final class SchemaRegistry {
  private static final int MAX_REFERENCES = 100;

  private final RegistryCalls calls;

  /**
   * @param transport sends the requests
   * @param patience how long a request is repeated
   */
  public SchemaRegistry(Transport transport, Patience patience) {
    this.calls = new RegistryCalls(transport, patience);
  }

  /** Why the newest request has no answer; empty when it has one, or none was made. */
  public Optional<String> problem() {
    return calls.problem();
  }

  /**
   * The schema of an id; empty if the registry does not know it.
   *
   * @throws IllegalArgumentException when the registry refuses this schema, or it is too large
   */
  public Optional<SchemaText> byId(int id) {
    return lookUp("/schemas/ids/" + id);
  }

  /**
   * The text of a referenced schema; empty if the registry does not know it.
   *
   * @throws IllegalArgumentException when the registry refuses this schema, or it is too large
   */
  public Optional<SchemaText> byReference(Reference reference) {
    return lookUp(path(reference.subject(), Integer.toString(reference.version())));
  }

  private Optional<SchemaText> lookUp(String path) {
    Result result = calls.lookUp(path);
    if (result.notFound()) {
      return Optional.empty();
    }
    if (result.isRefused()) {
      throw new IllegalArgumentException(
          "the registry does not give %s: %s".formatted(path, result.refusal()));
    }
    return Optional.of(schema(result.body()));
  }

  /** The newest schema of a subject; empty if it has none. */
  public Optional<Registered> latest(String subject) {
    Result result = calls.call("GET", path(subject, "latest"), null);
    return result.isRefused()
        ? Optional.empty()
        : Optional.of(new Registered(id(result.body()), schema(result.body())));
  }

  /**
   * Registers a schema under a subject, where it is not registered yet.
   *
   * @return its id
   * @throws FailureException when the registry refuses it, e.g. as incompatible with earlier ones
   */
  public int register(String subject, SchemaText schema) {
    Result result = calls.create("/subjects/" + encode(subject) + "/versions", request(schema));
    if (result.isRefused()) {
      throw new FailureException(
          "schema registry refuses the schema of subject '%s': %s"
              .formatted(subject, result.refusal()));
    }
    return id(result.body());
  }

  /** The id of a schema under a subject; empty if it is not registered there. */
  public Optional<Integer> find(String subject, SchemaText schema) {
    Result result = calls.call("POST", "/subjects/" + encode(subject), request(schema));
    return result.isRefused() ? Optional.empty() : Optional.of(id(result.body()));
  }

  /** Whether a schema is compatible with the newest one of a subject, or there is none. */
  public boolean isCompatible(String subject, SchemaText schema) {
    Result result =
        calls.call(
            "POST",
            "/compatibility/subjects/" + encode(subject) + "/versions/latest",
            request(schema));
    return result.notFound() || result.body().path("is_compatible").asBoolean(false);
  }

  private static String path(String subject, String version) {
    return "/subjects/" + encode(subject) + "/versions/" + version;
  }

  private static byte[] request(SchemaText schema) {
    ObjectNode body = RegistryCalls.JSON.createObjectNode();
    body.put("schema", schema.text());
    if (schema.kind() != Kind.AVRO) {
      body.put("schemaType", schema.kind().name());
    }
    try {
      return RegistryCalls.JSON.writeValueAsBytes(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int id(JsonNode answer) {
    JsonNode id = answer.path("id");
    if (!id.canConvertToInt()) {
      throw new FailureException("schema registry answers without an id");
    }
    return id.asInt();
  }

  private static SchemaText schema(JsonNode answer) {
    List<Reference> references = new ArrayList<>();
    for (JsonNode reference : answer.path("references")) {
      if (references.size() == MAX_REFERENCES) {
        return new SchemaText(Kind.OTHER, "");
      }
      references.add(
          new Reference(
              reference.path("name").asText(),
              reference.path("subject").asText(),
              reference.path("version").asInt()));
    }
    return new SchemaText(
        Kind.of(answer.path("schemaType").asText(Kind.AVRO.name())),
        answer.path("schema").asText(),
        references);
  }

  private static String encode(String segment) {
    return URLEncoder.encode(segment, UTF_8).replace("+", "%20");
  }
}
