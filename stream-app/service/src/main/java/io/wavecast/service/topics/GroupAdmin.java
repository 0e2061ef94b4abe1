package io.wavecast.service.topics;

import io.wavecast.core.text.Throwables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Sets the configuration of a group, which with the protocol 'streams' replaces settings of the
 * client. Brokers bound the values and may not permit the change, so each value is tried alone.
 */
public final class GroupAdmin {
  private GroupAdmin() {}

  /**
   * Sets the configuration.
   *
   * @param client properties of the admin client, including {@code bootstrap.servers}
   * @param configs of the group, e.g. {@code streams.session.timeout.ms}
   * @param timeout of all requests
   * @return what was refused, each with the reason in one line
   */
  public static List<String> configure(
      Map<String, ?> client, String group, Map<String, String> configs, Duration timeout) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.GROUP, group);
    List<String> refusals = new ArrayList<>();
    try (Admin admin = Admin.create(new HashMap<>(client))) {
      new TreeMap<>(configs)
          .forEach(
              (name, value) -> {
                AlterConfigOp set = new AlterConfigOp(new ConfigEntry(name, value), OpType.SET);
                try {
                  admin
                      .incrementalAlterConfigs(Map.of(resource, List.of(set)))
                      .all()
                      .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
                } catch (ExecutionException | TimeoutException e) {
                  refusals.add(name + "=" + value + ": " + Throwables.rootMessage(e));
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                  refusals.add(name + "=" + value + ": interrupted");
                }
              });
    }
    return refusals;
  }
}
