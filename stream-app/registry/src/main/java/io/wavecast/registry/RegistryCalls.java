package io.wavecast.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wavecast.core.stream.UnavailableException;
import io.wavecast.core.text.Throwables;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Calls of a registry's API, each repeated with back-off until it is answered. What is no answer of
 * the API, such as an error of a proxy or refused credentials, is treated as an outage: nobody
 * should lose records because of it. Thread-safe.
 */
final class RegistryCalls {
  static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(100)
                      .maxStringLength(Transport.MAX_BODY)
                      .build())
              .build());

  private static final int MAX_REASON = 300;

  private final Transport transport;
  private final Patience patience;
  private volatile String problem = "";

  RegistryCalls(Transport transport, Patience patience) {
    this.transport = transport;
    this.patience = patience;
  }

  /**
   * The answer to a call.
   *
   * @param body an object; empty where the call was refused
   * @param refusal why it was refused, in one line; empty where it was not
   * @param notFound whether it was refused because the API knows no such thing
   */
  record Result(JsonNode body, String refusal, boolean notFound) {
    static Result of(JsonNode body) {
      return new Result(body, "", false);
    }

    boolean isRefused() {
      return !refusal.isEmpty();
    }
  }

  /** Why the newest call has no answer; empty when it has one. */
  Optional<String> problem() {
    return Optional.of(problem).filter(p -> !p.isEmpty());
  }

  /**
   * Calls the API.
   *
   * @throws UnavailableException when there is no answer in time
   */
  Result call(String method, String path, byte @Nullable [] body) {
    long start = patience.nanoClock().getAsLong();
    for (int failures = 1; ; failures++) {
      String why;
      try {
        Optional<Result> result = result(transport.send(method, path, body));
        if (result.isPresent()) {
          problem = "";
          return result.get();
        }
        why = problem;
      } catch (IOException e) {
        why = Throwables.oneLine(e);
      }
      problem = why;
      Duration delay = Patience.delay(failures);
      long elapsed = patience.nanoClock().getAsLong() - start;
      if (elapsed + delay.toNanos() > patience.limit().toNanos()) {
        throw new UnavailableException("schema registry does not answer: " + why);
      }
      pause(delay, why);
    }
  }

  private void pause(Duration delay, String why) {
    try {
      patience.sleeper().sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException(
          "interrupted while the schema registry did not answer: " + why);
    }
  }

  /** The answer of the API; empty, with the reason in {@link #problem}, if it is none. */
  private Optional<Result> result(Transport.Answer answer) {
    Optional<JsonNode> body = object(answer.body());
    int status = answer.status();
    if (body.isPresent() && status / 100 == 2) {
      return body.map(Result::of);
    }
    // codes of errors are the status and two digits, or, in older answers, the status alone
    int code = body.map(b -> b.path("error_code").asInt()).orElse(0);
    boolean notFound = status == 404 && code >= 40401 && code <= 40403;
    if (notFound || status == 409 || status == 422) {
      String reason = body.map(b -> b.path("message").asText()).orElse("");
      return Optional.of(
          new Result(JSON.createObjectNode(), status + " " + shorten(reason), notFound));
    }
    problem = "status " + status + (status / 100 == 2 ? " without a JSON object" : "");
    return Optional.empty();
  }

  private static Optional<JsonNode> object(byte[] body) {
    try {
      return Optional.ofNullable(JSON.readTree(body)).filter(JsonNode::isObject);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String shorten(String text) {
    String line = Throwables.oneLine(text).replaceAll("\\p{Cntrl}", " ");
    return line.length() <= MAX_REASON ? line : line.substring(0, MAX_REASON) + "...";
  }
}
