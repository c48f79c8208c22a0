/** Tests of identity. */
@NullMarked
package dev.kechuang.identity;

import org.jspecify.annotations.NullMarked;
