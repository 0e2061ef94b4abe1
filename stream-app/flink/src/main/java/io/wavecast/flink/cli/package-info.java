/** The command line of the job, and the checks before it starts. */
@NullMarked
package io.wavecast.flink.cli;

import org.jspecify.annotations.NullMarked;
