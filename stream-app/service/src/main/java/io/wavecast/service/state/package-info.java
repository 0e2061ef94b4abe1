/** The memory of local state stores. */
@NullMarked
package io.wavecast.service.state;

import org.jspecify.annotations.NullMarked;
