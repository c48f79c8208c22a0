@NullMarked
package dev.kechuang.indicator.internal.document;

import org.jspecify.annotations.NullMarked;
