@NullMarked
package dev.kechuang.policy.internal;

import org.jspecify.annotations.NullMarked;
