package io.wavecast.onnx.support;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Copies the start of a body and cancels the rest. Its value is the number of bytes copied. */
final class BodyPrefix implements HttpResponse.BodySubscriber<Long> {
  private final OutputStream out;
  private final long max;
  private final CompletableFuture<Long> body = new CompletableFuture<>();
  private long copied;
  private Flow.@Nullable Subscription subscription;

  /**
   * @param out not closed
   * @param max largest number of bytes that are copied
   */
  BodyPrefix(OutputStream out, long max) {
    this.out = out;
    this.max = max;
  }

  @Override
  public CompletionStage<Long> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription started) {
    subscription = started;
    requestMore(started);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    try {
      for (ByteBuffer buffer : buffers) {
        byte[] bytes = new byte[(int) Math.min(buffer.remaining(), max - copied)];
        buffer.get(bytes);
        out.write(bytes);
        copied += bytes.length;
      }
    } catch (IOException e) {
      if (subscription != null) {
        subscription.cancel();
      }
      onError(e);
      return;
    }
    if (subscription != null) {
      requestMore(subscription);
    }
  }

  private void requestMore(Flow.Subscription from) {
    if (copied < max) {
      from.request(1);
    } else {
      from.cancel();
      onComplete();
    }
  }

  @Override
  public void onError(Throwable cause) {
    body.completeExceptionally(cause);
  }

  @Override
  public void onComplete() {
    body.complete(copied);
  }
}
