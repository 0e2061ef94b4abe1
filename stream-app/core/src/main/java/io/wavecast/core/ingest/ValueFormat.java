package io.wavecast.core.ingest;

import java.io.Serializable;
import java.util.List;

/**
 * A format of values. Immutable and serializable, since engines read records in other processes.
 */
@FunctionalInterface
public interface ValueFormat extends Serializable {
  /** A reader for one task, with whatever it keeps between records, e.g. a cache of schemas. */
  ValueReader open();

  /** Whether a value has lines, each of which is a point; then {@link #open} gives an array. */
  default boolean hasLines() {
    return false;
  }

  /** The names of all fields that a line may have, in their order; empty where not known. */
  default List<String> fields() {
    return List.of();
  }
}
