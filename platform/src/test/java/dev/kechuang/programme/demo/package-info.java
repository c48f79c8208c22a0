/** Tests of the demonstration's programmes. */
@NullMarked
package dev.kechuang.programme.demo;

import org.jspecify.annotations.NullMarked;
