/** Tests of the assignment. */
@NullMarked
package dev.kechuang.programme.internal.assign;

import org.jspecify.annotations.NullMarked;
