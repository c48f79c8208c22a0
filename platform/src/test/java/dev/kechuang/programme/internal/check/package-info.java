@NullMarked
package dev.kechuang.programme.internal.check;

import org.jspecify.annotations.NullMarked;
