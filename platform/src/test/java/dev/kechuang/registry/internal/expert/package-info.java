/** Tests of the pool of experts. */
@NullMarked
package dev.kechuang.registry.internal.expert;

import org.jspecify.annotations.NullMarked;
