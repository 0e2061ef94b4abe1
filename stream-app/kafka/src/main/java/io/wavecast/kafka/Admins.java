package io.wavecast.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Makes admin clients. */
public final class Admins {
  private Admins() {}

  /**
   * An admin client whose requests end within a time.
   *
   * @param client properties, including {@code bootstrap.servers}
   * @param timeout of each request, with its retries
   * @throws org.apache.kafka.common.KafkaException if the properties cannot work
   */
  public static Admin open(Map<String, ?> client, Duration timeout) {
    Map<String, Object> p = new HashMap<>(client);
    int millis = Math.toIntExact(timeout.toMillis());
    p.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    p.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    return Admin.create(p);
  }
}
