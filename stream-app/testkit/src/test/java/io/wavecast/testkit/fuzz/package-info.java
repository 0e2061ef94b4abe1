/** Mutated payloads. */
@NullMarked
package io.wavecast.testkit.fuzz;

import org.jspecify.annotations.NullMarked;
