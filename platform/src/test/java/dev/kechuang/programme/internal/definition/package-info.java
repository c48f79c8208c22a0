/** Tests of reading programmes. */
@NullMarked
package dev.kechuang.programme.internal.definition;

import org.jspecify.annotations.NullMarked;
