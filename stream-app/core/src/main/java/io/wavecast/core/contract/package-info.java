/** What the contracts of all kinds of model files have in common. */
@NullMarked
package io.wavecast.core.contract;

import org.jspecify.annotations.NullMarked;
