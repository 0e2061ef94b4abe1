@NullMarked
package io.wavecast.config;

import org.jspecify.annotations.NullMarked;
