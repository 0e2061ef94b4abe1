/** Composes chorales note by note. */
@NullMarked
package io.wavecast.core.chorale;

import org.jspecify.annotations.NullMarked;
