package io.wavecast.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wavecast.core.stream.UnavailableException;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import io.wavecast.registry.SchemaText.Kind;
import io.wavecast.registry.SchemaText.Reference;
import io.wavecast.registry.Transport.Answer;
import java.io.IOException;
import java.io.Serializable;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Client of a schema registry that speaks Confluent's API (Confluent, Karapace, Apicurio's {@code
 * /apis/ccompat/v7}). Each method repeats its request with back-off until the registry answers or
 * the time limit has passed; then it throws an {@link UnavailableException}. Begin and end of an
 * outage are logged. Thread-safe.
 *
 * <p>After deserialization, as in a task of Flink, requests are repeated without a limit: Flink
 * restarts a job a limited number of times.
 *
 * <p>What is no answer of the API, such as an error of a proxy or refused credentials, is treated
 * as an outage: nobody should lose records because of it. A request that is forbidden or redirected
 * is refused only if the registry answers another one with the same credentials.
 */
public final class SchemaRegistry implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Duration NO_LIMIT = Duration.ofDays(365);
  private static final Logger LOG = LoggerFactory.getLogger(SchemaRegistry.class);

  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(100)
                      .maxStringLength(Transport.MAX_BODY)
                      .build())
              .build());

  private static final int MAX_REASON = 300;
  private static final int MAX_REFUSALS = 3;

  /** What every registry answers to everybody whom it lets in: an array. */
  private static final String PROBE = "/schemas/types";

  private final Transport transport;
  private final transient Patience patience;
  private final transient KnownSchemas known;
  private transient volatile String problem = "";

  /**
   * @param transport sends the requests
   * @param patience how long a request is repeated
   */
  public SchemaRegistry(Transport transport, Patience patience) {
    this.transport = transport;
    this.patience = patience;
    this.known = new KnownSchemas(this, patience.nanoClock());
  }

  private Object readResolve() {
    return new SchemaRegistry(transport, Patience.of(NO_LIMIT));
  }

  /** Cache of schemas by id. */
  KnownSchemas known() {
    return known;
  }

  /** Why the newest request has no answer; empty when it has one, or none was made. */
  public Optional<String> problem() {
    return Optional.of(problem).filter(p -> !p.isEmpty());
  }

  /**
   * The schema of an id; empty if the registry does not know it.
   *
   * @throws IllegalArgumentException when the registry refuses this schema, or it is too large
   */
  public Optional<SchemaText> byId(int id) {
    return schema(call("GET", "/schemas/ids/" + id, null));
  }

  /**
   * The text of a referenced schema; empty if the registry does not know it.
   *
   * @throws IllegalArgumentException when the registry refuses this schema, or it is too large
   */
  public Optional<SchemaText> byReference(Reference reference) {
    return schema(
        call("GET", subject(reference.subject()) + "/versions/" + reference.version(), null));
  }

  /**
   * The id of a schema under a subject. A refusal counts once it has been repeated: of two clients
   * that register the same schema at the same time one may be refused.
   *
   * @param register whether to register it if it is absent
   * @throws FailureException when the registry refuses it, e.g. as incompatible with earlier ones,
   *     or it is not registered
   */
  public int id(String subject, SchemaText schema, boolean register) {
    for (int refusals = 1; ; refusals++) {
      try {
        String path = subject(subject) + (register ? "/versions" : "");
        JsonNode id = call("POST", path, request(schema)).path("id");
        if (id.canConvertToInt()) {
          return id.asInt();
        }
        throw new FailureException(
            "the schema of subject '%s' is not registered".formatted(subject));
      } catch (IllegalArgumentException e) {
        if (refusals == MAX_REFUSALS) {
          throw new FailureException(
              "schema of subject '%s': %s".formatted(subject, e.getMessage()), e);
        }
        pause(Patience.delay(refusals));
      }
    }
  }

  private static String subject(String name) {
    return "/subjects/" + URLEncoder.encode(name, UTF_8).replace("+", "%20");
  }

  private static byte[] request(SchemaText schema) {
    ObjectNode body = JSON.createObjectNode().put("schema", schema.text());
    if (schema.kind() != Kind.AVRO) {
      body.put("schemaType", schema.kind().name());
    }
    return body.toString().getBytes(UTF_8);
  }

  private static Optional<SchemaText> schema(JsonNode answer) {
    if (answer.isMissingNode()) {
      return Optional.empty();
    }
    List<Reference> references = new ArrayList<>();
    for (JsonNode reference : answer.path("references")) {
      references.add(
          new Reference(
              reference.path("name").asText(),
              reference.path("subject").asText(),
              reference.path("version").asInt()));
    }
    return Optional.of(
        new SchemaText(
            Kind.of(answer.path("schemaType").asText(Kind.AVRO.name())),
            answer.path("schema").asText(),
            references));
  }

  /**
   * Calls the API.
   *
   * @return an object; a missing node where the API knows no such thing
   * @throws IllegalArgumentException when this one request is refused
   * @throws UnavailableException when there is no answer in time
   */
  private JsonNode call(String method, String path, byte @Nullable [] body) {
    long start = patience.nanoClock().getAsLong();
    for (int failures = 1; ; failures++) {
      String why;
      try {
        Answer answer = transport.send(method, path, body);
        JsonNode json = tree(answer.body());
        if (isOfApi(answer, json)) {
          if (!problem.isEmpty()) {
            problem = "";
            LOG.info("schema registry answers again");
          }
          return result(method + " " + path, answer, json);
        }
        why = "status " + answer.status() + (answer.isOk() ? " without a schema or an id" : "");
      } catch (IOException e) {
        why = Throwables.oneLine(e);
      }
      if (problem.isEmpty()) {
        LOG.warn("schema registry does not answer: {}; it is asked again until it does", why);
      }
      problem = why;
      Duration delay = Patience.delay(failures);
      long elapsed = patience.nanoClock().getAsLong() - start;
      if (elapsed + delay.toNanos() > patience.limit().toNanos()) {
        throw new UnavailableException("schema registry does not answer: " + why);
      }
      pause(delay);
    }
  }

  private boolean isOfApi(Answer answer, JsonNode json) throws IOException {
    int status = answer.status();
    if (status == 403 || status / 100 == 3) {
      Answer other = transport.send("GET", PROBE, null);
      return other.isOk() && tree(other.body()).isArray();
    }
    return (answer.isOk() && (json.has("schema") || json.has("id") || answer.isTooLarge()))
        || isUnknown(answer, json)
        || status == 409
        || status == 422;
  }

  /** Codes of errors are the status and two digits. */
  private static boolean isUnknown(Answer answer, JsonNode json) {
    int code = json.path("error_code").asInt();
    return answer.status() == 404 && code >= 40401 && code <= 40403;
  }

  private static JsonNode result(String request, Answer answer, JsonNode json) {
    if (answer.isOk() && !answer.isTooLarge()) {
      return json;
    }
    if (isUnknown(answer, json)) {
      return MissingNode.getInstance();
    }
    String why =
        answer.isTooLarge()
            ? "longer than " + Transport.MAX_BODY + " bytes"
            : (answer.status() + " " + message(json)).strip();
    throw new IllegalArgumentException("the registry refuses %s: %s".formatted(request, why));
  }

  private static String message(JsonNode json) {
    String line = Throwables.oneLine(json.path("message").asText()).replaceAll("\\p{Cntrl}", " ");
    return line.length() <= MAX_REASON ? line : line.substring(0, MAX_REASON) + "...";
  }

  private static JsonNode tree(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  private void pause(Duration delay) {
    try {
      patience.sleeper().sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("interrupted while the schema registry did not answer");
    }
  }
}
