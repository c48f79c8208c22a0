/** Tests of rules and stores. */
@NullMarked
package dev.kechuang.registry.internal;

import org.jspecify.annotations.NullMarked;
