/** What the job's operators have in common. */
@NullMarked
package io.wavecast.flink.operator;

import org.jspecify.annotations.NullMarked;
