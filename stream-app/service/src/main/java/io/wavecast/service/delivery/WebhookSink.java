package io.wavecast.service.delivery;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers to any HTTP server: one request per change that starts, changes or ends an alert. The
 * body is the event as on its topic. A change may be sent more than once, always with the same id.
 *
 * <pre>
 *   Wavecast-Event-Id: the event's id
 *   Wavecast-Timestamp: the time of sending, s since the epoch
 *   Wavecast-Signature: sha256=hex(HMAC-SHA256(secret, timestamp + "." + body))    with a secret only
 * </pre>
 *
 * @param secret signs each request, if present
 * @param clock now, ms since the epoch
 */
record WebhookSink(HttpPost post, Optional<? extends Supplier<String>> secret, LongSupplier clock)
    implements AlertSink {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookSink.class);
  private static final String HMAC = "HmacSHA256";

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public int deliver(List<Notice> changes) throws DeliveryException {
    int rejected = 0;
    for (Notice change : changes) {
      byte[] body = change.body();
      String rejection = post.post(body, headers(change, body));
      if (!rejection.isEmpty()) {
        LOG.error("alert of {} was rejected: {}", change.labels(), rejection);
        rejected++;
      }
    }
    return rejected;
  }

  private Map<String, String> headers(Notice change, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>();
    String timestamp = Long.toString(clock.getAsLong() / 1000);
    headers.put("Wavecast-Event-Id", change.id());
    headers.put("Wavecast-Timestamp", timestamp);
    if (secret.isPresent()) {
      byte[] key = secret.get().get().getBytes(StandardCharsets.UTF_8);
      headers.put("Wavecast-Signature", "sha256=" + sign(key, timestamp, body));
    }
    return headers;
  }

  private static String sign(byte[] secret, String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret, HMAC));
      mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no " + HMAC, e);
    }
  }
}
