@NullMarked
package dev.kechuang.programme.internal.credit;

import org.jspecify.annotations.NullMarked;
