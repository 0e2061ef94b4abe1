/**
 * Chorales composed note by note: the port to the model, a piece's state, the step that composes
 * many pieces together.
 */
@NullMarked
package io.wavecast.core.music;

import org.jspecify.annotations.NullMarked;
