@NullMarked
package dev.kechuang.indicator.internal.consistency;

import org.jspecify.annotations.NullMarked;
