/** One report of what the product costs, beside what else could do its work. */
@NullMarked
package io.wavecast.benchmarks.report;

import org.jspecify.annotations.NullMarked;
