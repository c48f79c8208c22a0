/** Money of the demonstration city. */
@NullMarked
package dev.kechuang.fund.demo;

import org.jspecify.annotations.NullMarked;
