/** Small text formats that settings and files share. */
@NullMarked
package io.wavecast.core.text;

import org.jspecify.annotations.NullMarked;
