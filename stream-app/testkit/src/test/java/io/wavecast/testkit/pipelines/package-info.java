/** Pipelines that no engine knows. */
@NullMarked
package io.wavecast.testkit.pipelines;

import org.jspecify.annotations.NullMarked;
