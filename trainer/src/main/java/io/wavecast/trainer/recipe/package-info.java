/** Recipes: everything that makes a model, by name. */
@NullMarked
package io.wavecast.trainer.recipe;

import org.jspecify.annotations.NullMarked;
