/** Compares a GPU with the CPU: results and throughput of every kind of model. */
@NullMarked
package io.wavecast.benchmarks.gpu;

import org.jspecify.annotations.NullMarked;
