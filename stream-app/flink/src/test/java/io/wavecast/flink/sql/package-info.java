@NullMarked
package io.wavecast.flink.sql;

import org.jspecify.annotations.NullMarked;
