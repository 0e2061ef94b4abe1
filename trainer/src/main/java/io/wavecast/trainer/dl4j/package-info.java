/** Networks that DL4J trained and saved, written as forecasters under the contract. */
@NullMarked
package io.wavecast.trainer.dl4j;

import org.jspecify.annotations.NullMarked;
