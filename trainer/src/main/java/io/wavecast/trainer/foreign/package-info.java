/**
 * Networks made elsewhere, put under the contract of forecasters and checked against themselves.
 */
@NullMarked
package io.wavecast.trainer.foreign;

import org.jspecify.annotations.NullMarked;
