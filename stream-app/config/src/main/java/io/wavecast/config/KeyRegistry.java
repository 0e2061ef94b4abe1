package io.wavecast.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Collects the keys of a group while their class declares them. */
final class KeyRegistry {
  private final Group group;
  private final List<Key<?>> keys = new ArrayList<>();

  KeyRegistry(Group group) {
    this.group = group;
  }

  /** Declares a setting of both hosts. */
  <T> Key<T> both(String name, Type<T> type, String defaultText, String help) {
    return add(name, type, Map.of(Host.SERVICE, defaultText, Host.FLINK, defaultText), help);
  }

  /** Declares a setting that only the service has. */
  <T> Key<T> service(String name, Type<T> type, String defaultText, String help) {
    return add(name, type, Map.of(Host.SERVICE, defaultText), help);
  }

  /** Declares a setting; only for reasons that its help gives do defaults differ. */
  <T> Key<T> add(String name, Type<T> type, Map<Host, String> defaults, String help) {
    Key<T> key = new Key<>(name, group, type, defaults, help);
    keys.add(key);
    return key;
  }

  /** What was declared, in this order. */
  List<Key<?>> keys() {
    return List.copyOf(keys);
  }
}
