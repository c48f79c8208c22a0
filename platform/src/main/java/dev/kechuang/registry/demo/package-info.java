/** The organisations, people and facts of the demonstration city: invented, and as skewed as life. */
@NullMarked
package dev.kechuang.registry.demo;

import org.jspecify.annotations.NullMarked;
