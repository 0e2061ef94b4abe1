package io.wavecast.kafka.registry;

import io.wavecast.registry.Patience;
import io.wavecast.registry.RegistrySource;
import io.wavecast.registry.SchemaRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One client for all who share this object. Where it was sent to, which is a task of Flink, it
 * opens another one, whose requests are repeated until they are answered or the task is cancelled:
 * Flink restarts a job a limited number of times.
 */
final class SharedRegistry implements RegistrySource {
  private static final long serialVersionUID = 1L;

  private static final Duration NO_LIMIT = Duration.ofDays(365);

  private final RegistryAddress address;
  private final boolean isSent;
  private transient @Nullable SchemaRegistry client;

  SharedRegistry(RegistryAddress address) {
    this(address, false);
  }

  private SharedRegistry(RegistryAddress address, boolean isSent) {
    this.address = address;
    this.isSent = isSent;
  }

  private Object readResolve() {
    return new SharedRegistry(address, true);
  }

  @Override
  public synchronized SchemaRegistry client() {
    SchemaRegistry opened = client;
    if (opened == null) {
      Patience patience = Patience.of(isSent ? NO_LIMIT : address.timeout());
      opened = new SchemaRegistry(new HttpTransport(address), patience);
      client = opened;
    }
    return opened;
  }
}
