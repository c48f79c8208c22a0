/** Tests of calls. */
@NullMarked
package dev.kechuang.programme.internal.call;

import org.jspecify.annotations.NullMarked;
