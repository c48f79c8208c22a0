/** The demonstration city's matches. */
@NullMarked
package dev.kechuang.match.demo;

import org.jspecify.annotations.NullMarked;
