/** JSON codecs of the event records, on streaming Jackson. */
@NullMarked
package io.wavecast.schemas.json;

import org.jspecify.annotations.NullMarked;
