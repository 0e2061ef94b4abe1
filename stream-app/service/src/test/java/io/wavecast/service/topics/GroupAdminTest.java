package io.wavecast.service.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupAdminTest {
  private static final String GROUP = "wavecast";

  @Test
  void what_the_brokers_permit_is_set_and_what_they_refuse_is_told(@TempDir Path dir)
      throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerSettings(dir, 0))) {
      Map<String, String> client = Map.of("bootstrap.servers", broker.bootstrapServers());

      List<String> refused;
      try (GroupAdmin groups = new GroupAdmin(client, Duration.ofMinutes(1))) {
        refused =
            groups.configure(
                GROUP,
                Map.of(
                    "streams.session.timeout.ms", "7000",
                    "streams.heartbeat.interval.ms", "10",
                    "streams.num.standby.replicas", "1"));
      }

      assertThat(refused)
          .singleElement()
          .asString()
          .startsWith("streams.heartbeat.interval.ms=10: ")
          .contains("1000");
      ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, GROUP);
      try (Admin admin = Admin.create(Map.copyOf(client))) {
        var configs = admin.describeConfigs(List.of(group)).all().get().get(group);
        assertThat(configs.get("streams.session.timeout.ms").value()).isEqualTo("7000");
        assertThat(configs.get("streams.num.standby.replicas").value()).isEqualTo("1");
      }
    }
  }
}
