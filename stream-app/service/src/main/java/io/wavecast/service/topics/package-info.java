/** Makes the topics that the stream needs, and checks those that are there. */
@NullMarked
package io.wavecast.service.topics;

import org.jspecify.annotations.NullMarked;
