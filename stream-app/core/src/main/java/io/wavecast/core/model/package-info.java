/** What every model file carries: its metadata properties and its checksum. */
@NullMarked
package io.wavecast.core.model;

import org.jspecify.annotations.NullMarked;
