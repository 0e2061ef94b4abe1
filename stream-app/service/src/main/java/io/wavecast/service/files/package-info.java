/**
 * Small files that settings name, such as tokens, secrets and certificates, re-read at run time.
 */
@NullMarked
package io.wavecast.service.files;

import org.jspecify.annotations.NullMarked;
