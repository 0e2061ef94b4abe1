/** Records of other producers, in their own formats, to observations. */
@NullMarked
package io.wavecast.core.ingest;

import org.jspecify.annotations.NullMarked;
