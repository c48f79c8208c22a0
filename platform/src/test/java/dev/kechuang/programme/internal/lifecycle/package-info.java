/** Tests of the spine. */
@NullMarked
package dev.kechuang.programme.internal.lifecycle;

import org.jspecify.annotations.NullMarked;
