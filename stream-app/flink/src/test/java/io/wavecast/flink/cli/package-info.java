@NullMarked
package io.wavecast.flink.cli;

import org.jspecify.annotations.NullMarked;
