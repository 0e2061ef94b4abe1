package io.wavecast.service.demo;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.config.DemoKeys;
import io.wavecast.config.Group;
import io.wavecast.service.cli.ConfiguredCommand;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.runtime.ShutdownSignal;
import java.time.Duration;
import java.util.EnumSet;
import picocli.CommandLine.Command;

/** {@code wavecast broker}: the embedded broker alone. */
@Command(
    name = "broker",
    description =
        "Runs a Kafka broker on 127.0.0.1 until Ctrl-C. Its data survives a restart. It has neither"
            + " authentication nor encryption: every user of this machine may read and write.")
final class BrokerCommand extends ConfiguredCommand {
  BrokerCommand() {
    super(EnumSet.of(Group.DATA, Group.BROKER));
  }

  @Override
  public Integer call() {
    ServiceConfig config = config();
    BrokerSettings settings =
        new BrokerSettings(config.dataDir("broker"), config.get(DemoKeys.BROKER_PORT));
    try (ShutdownSignal shutdown = ShutdownSignal.ofService();
        EmbeddedBroker broker = EmbeddedBroker.start(settings)) {
      tell(
          "broker ready on %s, data in %s; give other commands --bootstrap-servers %1$s"
              .formatted(broker.bootstrapServers(), settings.dataDir()));
      print(broker.bootstrapServers());
      while (!shutdown.await(Duration.ofHours(1))) {
        // until a signal arrives
      }
    }
    return 0;
  }
}
