/** A policy as data decides for one organisation with every reason, and for a population in columns. */
@NullMarked
package dev.kechuang.engine;

import org.jspecify.annotations.NullMarked;
