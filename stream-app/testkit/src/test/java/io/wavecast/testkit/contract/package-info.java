/** The guarantees of every pipeline as suites that each engine's tests extend. */
@NullMarked
package io.wavecast.testkit.contract;

import org.jspecify.annotations.NullMarked;
