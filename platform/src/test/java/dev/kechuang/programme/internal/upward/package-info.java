@NullMarked
package dev.kechuang.programme.internal.upward;

import org.jspecify.annotations.NullMarked;
