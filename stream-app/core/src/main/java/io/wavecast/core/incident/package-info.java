/** Joins alerts that begin together into incidents. */
@NullMarked
package io.wavecast.core.incident;

import org.jspecify.annotations.NullMarked;
