/** A small bureau with its units for tests of plans. */
@NullMarked
package dev.kechuang.plan.internal;

import org.jspecify.annotations.NullMarked;
