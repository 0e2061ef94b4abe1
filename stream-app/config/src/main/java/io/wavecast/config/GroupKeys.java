package io.wavecast.config;

import java.time.Duration;

/** How several instances of the service share the work. */
public final class GroupKeys {
  static final KeyRegistry GROUP = new KeyRegistry(Group.INSTANCES);

  public static final Key<GroupProtocol> PROTOCOL =
      Key.service(GROUP, "group.protocol", Type.oneOf(GroupProtocol.class), "classic")
          .help(
              "Who assigns partitions to instances: they themselves, or brokers of Kafka 4.4 or"
                  + " newer; docs/SCALING.md says which to choose. Stop all instances before a"
                  + " change");
  public static final Key<Duration> SESSION_TIMEOUT =
      Key.service(GROUP, "group.session-timeout", Type.duration("1s", "30m"), "10s")
          .help(
              "Time after which the partitions of a silent instance are given to others; brokers"
                  + " bound it, with protocol 'streams' to at least 45s by default");
  public static final Key<Integer> STANDBY_REPLICAS =
      Key.service(GROUP, "group.standby-replicas", Type.integer(0, 5), "0")
          .help(
              "Other instances that keep a copy of each state, so that they need not restore it"
                  + " from Kafka when they take over");

  private GroupKeys() {}
}
