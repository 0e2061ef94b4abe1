/** Incidents: alerts of several series that began together. */
@NullMarked
package io.wavecast.schemas.incident;

import org.jspecify.annotations.NullMarked;
