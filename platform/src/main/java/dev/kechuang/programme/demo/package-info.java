/** The demonstration city's programmes of two years, made by the commands that people use. */
@NullMarked
package dev.kechuang.programme.demo;

import org.jspecify.annotations.NullMarked;
