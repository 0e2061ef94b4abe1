/** The recipes of docs/RECIPES.md, as tests of several modules run them. */
@NullMarked
package io.wavecast.testkit.recipes;

import org.jspecify.annotations.NullMarked;
