/** The connection to a schema registry, and how topics are written, by the settings. */
@NullMarked
package io.wavecast.kafka.registry;

import org.jspecify.annotations.NullMarked;
