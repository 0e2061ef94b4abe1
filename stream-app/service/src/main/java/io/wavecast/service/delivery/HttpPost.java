package io.wavecast.service.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

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
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .header("User-Agent", "wavecast")
            .POST(HttpRequest.BodyPublishers.ofByteArray(json));
    headers.forEach(request::header);
    try {
      HttpResponse<InputStream> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        return judge(response.statusCode(), body);
      }
    } catch (IOException e) {
      throw new DeliveryException(url.getHost() + " does not answer: " + reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeliveryException("interrupted", e);
    }
  }

  private String judge(int status, InputStream body) throws IOException, DeliveryException {
    if (status >= 200 && status < 300) {
      return "";
    }
    String text = new String(body.readNBytes(SHOWN), StandardCharsets.UTF_8);
    String answer =
        url.getHost() + " answers " + status + ": " + text.strip().replaceAll("\\s+", " ");
    if (WRONG.contains(status)) {
      return answer;
    }
    throw new DeliveryException(answer);
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
