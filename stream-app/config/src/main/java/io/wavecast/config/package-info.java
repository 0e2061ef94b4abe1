/**
 * Every setting, declared once for the service and for Flink: flags over environment over file over
 * defaults, into validated values.
 */
@NullMarked
package io.wavecast.config;

import org.jspecify.annotations.NullMarked;
