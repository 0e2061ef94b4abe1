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
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls of a registry's API, each repeated with back-off until it is answered. What is no answer of
 * the API, such as an error of a proxy or refused credentials, is treated as an outage: nobody
 * should lose records because of it. Thread-safe.
 *
 * <p>A look-up that is forbidden or redirected is answered only if the registry answers another
 * request with the same credentials: then it refuses this one thing, and will again.
 *
 * <p>Begin and end of an outage are logged.
 */
final class RegistryCalls {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryCalls.class);

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
  private static final int FORBIDDEN = 403;
  private static final int MAX_REFUSALS = 3;

  /** What every registry answers to everybody whom it lets in: an array. */
  private static final String PROBE = "/schemas/types";

  private final Transport transport;
  private final Patience patience;
  private final AtomicBoolean away = new AtomicBoolean();
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
    return call(method, path, body, false);
  }

  /**
   * Makes a call that creates something. A refusal counts once it has been repeated: of two clients
   * that create the same thing at the same time one may be refused, because it exists by then.
   *
   * @throws UnavailableException when there is no answer in time
   */
  Result create(String path, byte[] body) {
    Result result = call("POST", path, body);
    for (int refusals = 1; result.isRefused() && refusals < MAX_REFUSALS; refusals++) {
      pause(Patience.delay(refusals), result.refusal());
      result = call("POST", path, body);
    }
    return result;
  }

  /**
   * Looks something up, as {@link #call} does; it may also be refused because it is too large, or
   * because access to it alone is.
   */
  Result lookUp(String path) {
    return call("GET", path, null, true);
  }

  private Result call(String method, String path, byte @Nullable [] body, boolean lookUp) {
    long start = patience.nanoClock().getAsLong();
    for (int failures = 1; ; failures++) {
      String why;
      try {
        Transport.Answer answer = transport.send(method, path, body);
        Optional<Result> result = result(answer);
        if (result.isEmpty() && lookUp) {
          result = ofThisAlone(answer);
        }
        if (result.isPresent()) {
          problem = "";
          if (away.getAndSet(false)) {
            LOG.info("schema registry answers again");
          }
          return result.get();
        }
        why = problem;
      } catch (IOException e) {
        why = Throwables.oneLine(e);
      }
      problem = why;
      if (!away.getAndSet(true)) {
        LOG.warn("schema registry does not answer: {}; it is asked again until it does", why);
      }
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

  /** Why this one thing is refused; empty if everything may be. */
  private Optional<Result> ofThisAlone(Transport.Answer answer) throws IOException {
    int status = answer.status();
    if (status / 100 == 2 && answer.isTooLarge()) {
      return Optional.of(refused("longer than " + Transport.MAX_BODY + " bytes"));
    }
    if (status != FORBIDDEN && status / 100 != 3) {
      return Optional.empty();
    }
    Transport.Answer other = transport.send("GET", PROBE, null);
    return other.status() / 100 == 2 && tree(other.body()).filter(JsonNode::isArray).isPresent()
        ? Optional.of(refused(("status " + status + " " + message(object(answer.body()))).strip()))
        : Optional.empty();
  }

  private static Result refused(String reason) {
    return new Result(JSON.createObjectNode(), reason, false);
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
      return Optional.of(
          new Result(JSON.createObjectNode(), status + " " + message(body), notFound));
    }
    problem = "status " + status + (status / 100 == 2 ? " without a JSON object" : "");
    return Optional.empty();
  }

  private static String message(Optional<JsonNode> body) {
    return shorten(body.map(b -> b.path("message").asText()).orElse(""));
  }

  private static Optional<JsonNode> object(byte[] body) {
    return tree(body).filter(JsonNode::isObject);
  }

  private static Optional<JsonNode> tree(byte[] body) {
    try {
      return Optional.ofNullable(JSON.readTree(body));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String shorten(String text) {
    String line = Throwables.oneLine(text).replaceAll("\\p{Cntrl}", " ");
    return line.length() <= MAX_REASON ? line : line.substring(0, MAX_REASON) + "...";
  }
}
