/** The command line of the job, and what is checked before it starts. */
@NullMarked
package io.wavecast.flink.cli;

import org.jspecify.annotations.NullMarked;
