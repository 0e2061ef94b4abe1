/** Composes chorales note by note. */
@NullMarked
package io.wavecast.chorales.pipeline;

import org.jspecify.annotations.NullMarked;
