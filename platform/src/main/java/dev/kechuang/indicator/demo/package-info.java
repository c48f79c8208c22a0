/** Demonstration data: published figures of four cities, synthetic ones of the counties. */
@NullMarked
package dev.kechuang.indicator.demo;

import org.jspecify.annotations.NullMarked;
