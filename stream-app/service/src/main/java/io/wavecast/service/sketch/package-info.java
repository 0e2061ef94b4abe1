/** Drawings from files: read, labelled, drawn. */
@NullMarked
package io.wavecast.service.sketch;

import org.jspecify.annotations.NullMarked;
