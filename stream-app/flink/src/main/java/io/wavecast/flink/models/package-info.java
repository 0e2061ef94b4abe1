/** How models reach the tasks. */
@NullMarked
package io.wavecast.flink.models;

import org.jspecify.annotations.NullMarked;
