/** The notebook's models and better ones as one suite: trained with several seeds and ranked. */
@NullMarked
package io.wavecast.lab.notebook;

import org.jspecify.annotations.NullMarked;
