@NullMarked
package dev.kechuang.indicator.internal.dictionary;

import org.jspecify.annotations.NullMarked;
