/** What is written to stderr: as text for people, or as JSON for programs. */
@NullMarked
package io.wavecast.service.logging;

import org.jspecify.annotations.NullMarked;
