/** What rules find in recorded series, side by side, in tables and pictures. */
@NullMarked
package io.wavecast.service.explain;

import org.jspecify.annotations.NullMarked;
