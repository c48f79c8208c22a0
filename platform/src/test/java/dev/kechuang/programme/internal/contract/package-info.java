@NullMarked
package dev.kechuang.programme.internal.contract;

import org.jspecify.annotations.NullMarked;
