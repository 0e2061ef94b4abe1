/** Configuration: flags over environment over file over defaults, into one validated record. */
@NullMarked
package io.wavecast.service.config;

import org.jspecify.annotations.NullMarked;
