package io.wavecast.core.stream;

import org.jspecify.annotations.Nullable;

/** A header of a record; its value may be absent. The array is shared. */
public record Header(String name, byte @Nullable [] value) {}
