/** HTTP servers that answer as a test says. */
@NullMarked
package io.wavecast.testkit.http;

import org.jspecify.annotations.NullMarked;
