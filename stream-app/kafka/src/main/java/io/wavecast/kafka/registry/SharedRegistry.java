package io.wavecast.kafka.registry;

import io.wavecast.registry.Patience;
import io.wavecast.registry.RegistrySource;
import io.wavecast.registry.SchemaRegistry;
import java.time.Duration;

/**
 * One client for all who share this object. Where it was sent to, which is a task of Flink, it has
 * another one, whose requests are repeated until they are answered or the task is cancelled: Flink
 * restarts a job a limited number of times.
 */
final class SharedRegistry implements RegistrySource {
  private static final long serialVersionUID = 1L;

  private static final Duration NO_LIMIT = Duration.ofDays(365);

  private final HttpTransport transport;
  private final transient SchemaRegistry client;

  SharedRegistry(HttpTransport transport, Duration limit) {
    this.transport = transport;
    this.client = new SchemaRegistry(transport, Patience.of(limit));
  }

  private Object readResolve() {
    return new SharedRegistry(transport, NO_LIMIT);
  }

  @Override
  public SchemaRegistry client() {
    return client;
  }
}
