package io.wavecast.service.delivery;

import io.wavecast.core.text.Throwables;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts JSON. Messages name the host only: a path, a query or a header may be secret. Thread-safe.
 */
final class HttpPost {
  /** Statuses that say that the request itself is wrong: sending it again cannot help. */
  private static final Set<Integer> WRONG = Set.of(400, 413, 422);

  private static final int SHOWN = 200;

  private final HttpClient client;
  private final URI url;
  private final Duration timeout;

  HttpPost(URI url, Duration timeout) {
    this.url = url;
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * Posts once.
   *
   * @return why it was refused for good, or an empty text when it was taken
   * @throws DeliveryException when it must be tried again
   */
  String post(byte[] json, Map<String, String> headers) throws DeliveryException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json")
            .header("User-Agent", "wavecast")
            .POST(HttpRequest.BodyPublishers.ofByteArray(json));
    headers.forEach(request::header);
    // A timeout of the request itself would end with the answer's headers, and a body may hang.
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request.build(), info -> new FirstBytes(isGood(info.statusCode()) ? 0 : SHOWN));
    try {
      HttpResponse<byte[]> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return judge(response.statusCode(), response.body());
    } catch (TimeoutException e) {
      throw new DeliveryException(
          url.getHost() + " does not answer within " + timeout.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw new DeliveryException(
          url.getHost() + " does not answer: " + Throwables.rootMessage(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeliveryException("interrupted", e);
    } finally {
      answer.cancel(true);
    }
  }

  private static boolean isGood(int status) {
    return status >= 200 && status < 300;
  }

  private String judge(int status, byte[] body) throws DeliveryException {
    if (isGood(status)) {
      return "";
    }
    String text = new String(body, StandardCharsets.UTF_8);
    String answer =
        url.getHost() + " answers " + status + ": " + text.strip().replaceAll("\\s+", " ");
    if (WRONG.contains(status)) {
      return answer;
    }
    throw new DeliveryException(answer);
  }
}
