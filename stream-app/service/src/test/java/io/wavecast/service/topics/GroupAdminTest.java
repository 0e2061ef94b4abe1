package io.wavecast.service.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupAdminTest {
  @TempDir private static Path dir;
  private static EmbeddedBroker broker;
  private static Admin admin;

  private final AtomicInteger changes = new AtomicInteger();
  private final GroupAdmin groups = new GroupAdmin(counting(), Duration.ofMinutes(1));

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start(new BrokerSettings(dir, 0));
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  @AfterAll
  static void stopBroker() {
    admin.close();
    broker.close();
  }

  @Test
  void what_the_brokers_permit_is_set_with_one_request() {
    Map<String, String> configs = GroupAdmin.configs(Duration.ofSeconds(8), 1);

    List<String> refused = groups.configure("permitted", configs);

    assertThat(refused).isEmpty();
    assertThat(changes).hasValue(1);
    awaitConfigs("permitted", configs);
  }

  @Test
  void what_they_refuse_is_told_and_the_rest_is_set() {
    List<String> refused =
        groups.configure(
            "refused",
            Map.of(
                "streams.session.timeout.ms", "7000",
                "streams.heartbeat.interval.ms", "10",
                "streams.num.standby.replicas", "1"));

    assertThat(refused)
        .singleElement()
        .asString()
        .startsWith("streams.heartbeat.interval.ms=10: ")
        .contains("1000");
    assertThat(changes).as("all together, then each alone").hasValue(4);
    awaitConfigs(
        "refused",
        Map.of("streams.session.timeout.ms", "7000", "streams.num.standby.replicas", "1"));
  }

  /** A broker applies a change a moment after the answer. */
  private static void awaitConfigs(String group, Map<String, String> configs) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.GROUP, group);
    await()
        .untilAsserted(
            () -> {
              Config set = admin.describeConfigs(List.of(resource)).all().get().get(resource);
              assertThat(configs)
                  .allSatisfy((name, value) -> assertThat(set.get(name).value()).isEqualTo(value));
            });
  }

  /** The client, which counts the changes of configurations. */
  private Admin counting() {
    return (Admin)
        Proxy.newProxyInstance(
            Admin.class.getClassLoader(),
            new Class<?>[] {Admin.class},
            (proxy, method, args) -> {
              if (method.getName().equals("incrementalAlterConfigs")) {
                changes.incrementAndGet();
              }
              try {
                return method.invoke(admin, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
