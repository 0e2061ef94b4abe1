/** Makes the files of the release archive that come from the declared commands and settings. */
@NullMarked
package io.wavecast.dist;

import org.jspecify.annotations.NullMarked;
