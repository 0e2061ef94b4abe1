/** Protobuf: descriptors of messages, and their values as trees. */
@NullMarked
package io.wavecast.registry.protobuf;

import org.jspecify.annotations.NullMarked;
