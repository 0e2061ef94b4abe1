package io.wavecast.service.topics;

import io.wavecast.config.GroupProtocol;
import io.wavecast.core.text.FailureException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * A member of the group of an application: one for each stream thread.
 *
 * @param instanceId of a static member
 * @param away whether it is a static member that has stopped, and may come back with that id
 */
record GroupMember(GroupProtocol protocol, Optional<String> instanceId, boolean away) {
  /** The epoch of a static member of the protocol 'streams' that has stopped. */
  private static final int AWAY = -2;

  /**
   * The members of a group; none if it does not exist.
   *
   * @throws ExecutionException if the cluster does not say
   */
  static List<GroupMember> of(Admin admin, String group) throws ExecutionException {
    var classic = admin.describeConsumerGroups(List.of(group)).all();
    var streams = admin.describeStreamsGroups(List.of(group)).all();
    List<GroupMember> members = new ArrayList<>();
    for (ConsumerGroupDescription found : found(classic)) {
      found
          .members()
          .forEach(
              m -> members.add(new GroupMember(GroupProtocol.CLASSIC, m.groupInstanceId(), false)));
    }
    for (StreamsGroupDescription found : found(streams)) {
      found
          .members()
          .forEach(
              m ->
                  members.add(
                      new GroupMember(
                          GroupProtocol.STREAMS, m.instanceId(), m.memberEpoch() == AWAY)));
    }
    return members;
  }

  private static <T> Collection<T> found(KafkaFuture<Map<String, T>> groups)
      throws ExecutionException {
    try {
      return groups.get().values();
    } catch (ExecutionException e) {
      // of streams groups, brokers before 4.1 know nothing, and newer ones where these are disabled
      if (e.getCause() instanceof GroupIdNotFoundException
          || e.getCause() instanceof UnsupportedVersionException) {
        return List.of();
      }
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailureException("interrupted", e);
    }
  }
}
