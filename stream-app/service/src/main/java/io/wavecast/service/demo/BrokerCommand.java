package io.wavecast.service.demo;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.config.Group;
import io.wavecast.service.cli.ConfiguredCommand;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.runtime.ShutdownSignal;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code wavecast broker}: the embedded broker alone. */
@Command(
    name = "broker",
    description =
        "Runs a Kafka broker on 127.0.0.1 until Ctrl-C. Its data survives a restart. It has neither"
            + " authentication nor encryption: every user of this machine may read and write. Clients"
            + " create no topics by sending: 'wavecast topics create' creates those of the service.")
final class BrokerCommand extends ConfiguredCommand {
  @Mixin private final BrokerOptions broker = new BrokerOptions();

  BrokerCommand() {
    super(Set.of(Group.DATA));
  }

  @Override
  public Integer call() {
    ServiceConfig config = config();
    BrokerSettings settings = new BrokerSettings(config.dataDir("broker"), broker.port());
    try (ShutdownSignal shutdown = ShutdownSignal.ofService();
        EmbeddedBroker running = EmbeddedBroker.start(settings)) {
      tell(
          "broker ready on %s, data in %s; give other commands --bootstrap-servers %1$s"
              .formatted(running.bootstrapServers(), settings.dataDir()));
      print(running.bootstrapServers());
      shutdown.await();
    }
    return 0;
  }
}
