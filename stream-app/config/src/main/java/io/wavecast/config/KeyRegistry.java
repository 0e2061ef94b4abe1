package io.wavecast.config;

import java.util.ArrayList;
import java.util.List;

/** Collects the keys of a group while their class declares them. */
public record KeyRegistry(Group group, List<Key<?>> keys) {
  public KeyRegistry(Group group) {
    this(group, new ArrayList<>());
  }

  <T> Key<T> add(Key<T> key) {
    keys.add(key);
    return key;
  }
}
