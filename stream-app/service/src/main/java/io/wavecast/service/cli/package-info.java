/** The command line: one class a command, which reads its options and hands over. */
@NullMarked
package io.wavecast.service.cli;

import org.jspecify.annotations.NullMarked;
