/** Certificates and tokens that tests of secured clusters make themselves. */
@NullMarked
package io.wavecast.testkit.security;

import org.jspecify.annotations.NullMarked;
