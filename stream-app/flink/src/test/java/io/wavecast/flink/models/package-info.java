@NullMarked
package io.wavecast.flink.models;

import org.jspecify.annotations.NullMarked;
