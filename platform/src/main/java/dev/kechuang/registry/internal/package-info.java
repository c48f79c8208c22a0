/** Rules and stores of the registry. */
@NullMarked
package dev.kechuang.registry.internal;

import org.jspecify.annotations.NullMarked;
