/** The command line: train, evaluate, export. */
@NullMarked
package io.wavecast.trainer.cli;

import org.jspecify.annotations.NullMarked;
