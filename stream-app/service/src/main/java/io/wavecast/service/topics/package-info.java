/** Creates the stream's topics and checks existing ones. */
@NullMarked
package io.wavecast.service.topics;

import org.jspecify.annotations.NullMarked;
