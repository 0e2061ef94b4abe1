/** Avro's binary encoding to JSON and back, by schemas of strangers. */
@NullMarked
package io.wavecast.registry.avro;

import org.jspecify.annotations.NullMarked;
