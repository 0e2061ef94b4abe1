/**
 * The commands that need the embedded broker. They are compiled against the module {@code broker},
 * which only {@link io.wavecast.service.demo.DemoMain}'s class path holds; nothing that {@code
 * serve} runs may refer to this package.
 */
@NullMarked
package io.wavecast.service.demo;

import org.jspecify.annotations.NullMarked;
