package io.wavecast.onnx.support;

import io.wavecast.core.text.Throwables;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/**
 * Sends HTTP requests with a limit on the total time, up to the last byte of the body. The timeout
 * of a {@link HttpRequest} ends with the headers, so a stalled body would block for ever.
 * Thread-safe.
 */
public final class LimitedHttp {
  private final HttpClient client;
  private final Duration timeout;

  /**
   * @param timeout total time of a request with its answer
   * @param redirect which redirects are followed
   */
  public LimitedHttp(Duration timeout, HttpClient.Redirect redirect) {
    this(timeout, redirect, Optional.empty());
  }

  /**
   * @param timeout total time of a request with its answer
   * @param redirect which redirects are followed
   * @param tls for https; empty: what Java trusts, without a certificate of this side
   */
  public LimitedHttp(Duration timeout, HttpClient.Redirect redirect, Optional<SSLContext> tls) {
    this.timeout = timeout;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .followRedirects(redirect);
    tls.ifPresent(builder::sslContext);
    this.client = builder.build();
  }

  /**
   * Sends a request.
   *
   * @param body reads the answer's body; {@link #prefix} and {@link #copy} limit its size
   * @throws HttpTimeoutException if the answer is incomplete after the timeout
   * @throws IOException if there is no answer; the message is the reason only
   */
  public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body)
      throws IOException {
    CompletableFuture<HttpResponse<T>> answer = client.sendAsync(request, body);
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no complete answer within " + timeout.toMillis() + " ms");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(Throwables.oneLine(cause), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } finally {
      answer.cancel(true);
    }
  }

  /**
   * Reads the start of a body and ignores the rest.
   *
   * @param max largest number of bytes that are read
   */
  public static HttpResponse.BodySubscriber<byte[]> prefix(int max) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    return HttpResponse.BodySubscribers.mapping(copy(bytes, max), n -> bytes.toByteArray());
  }

  /**
   * Copies the start of a body and ignores the rest. The answer's body is the number of bytes.
   *
   * @param out not closed
   * @param max largest number of bytes that are copied
   */
  public static HttpResponse.BodySubscriber<Long> copy(OutputStream out, long max) {
    return new BodyPrefix(out, max);
  }
}
