/** The program: command line, configuration, embedded broker, HTTP. */
@NullMarked
package io.wavecast.service;

import org.jspecify.annotations.NullMarked;
