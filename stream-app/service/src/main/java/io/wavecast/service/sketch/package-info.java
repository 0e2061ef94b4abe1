/** Reads drawings from files, labels them and renders them. */
@NullMarked
package io.wavecast.service.sketch;

import org.jspecify.annotations.NullMarked;
