/** Client of a schema registry, and values in its wire format. */
@NullMarked
package io.wavecast.registry;

import org.jspecify.annotations.NullMarked;
