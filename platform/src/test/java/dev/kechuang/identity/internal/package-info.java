/** Tests of the rules and stores of identity. */
@NullMarked
package dev.kechuang.identity.internal;

import org.jspecify.annotations.NullMarked;
