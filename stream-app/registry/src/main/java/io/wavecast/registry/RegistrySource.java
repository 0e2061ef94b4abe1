package io.wavecast.registry;

import java.io.Serializable;

/** Opens the client of a schema registry, in whichever process it is used. Thread-safe. */
@FunctionalInterface
public interface RegistrySource extends Serializable {
  /** The client of this process; contacts nothing by itself. */
  SchemaRegistry client();
}
