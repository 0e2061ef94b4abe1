package io.wavecast.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Answers requests of tests, and keeps them. */
final class FakeRegistry implements Transport {
  static final String UNKNOWN = "{\"error_code\":40403,\"message\":\"Schema not found\"}";

  final List<String> requests = new ArrayList<>();
  private final Deque<BiFunction<String, String, Answer>> next = new ArrayDeque<>();
  private Function<String, Answer> rest = path -> answer(404, UNKNOWN);

  static Answer answer(int status, String body) {
    byte[] bytes = body.getBytes(UTF_8);
    return new Answer(status, Arrays.copyOf(bytes, Math.min(bytes.length, MAX_BODY + 1)));
  }

  /** What the next request gets. */
  FakeRegistry then(int status, String body) {
    next.add((method, path) -> answer(status, body));
    return this;
  }

  /** What all further requests get. */
  FakeRegistry always(Function<String, Answer> byPath) {
    rest = byPath;
    return this;
  }

  @Override
  public synchronized Answer send(String method, String path, byte[] body) throws IOException {
    requests.add(method + " " + path + (body == null ? "" : " " + new String(body, UTF_8)));
    BiFunction<String, String, Answer> prepared = next.poll();
    Answer answer = prepared == null ? rest.apply(path) : prepared.apply(method, path);
    if (answer.status() == 0) {
      throw new IOException("connection refused");
    }
    return answer;
  }
}
