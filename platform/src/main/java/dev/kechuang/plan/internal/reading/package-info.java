/** Reading a document into a plan: what it proposes, piece by piece, until somebody has decided on each. */
@NullMarked
package dev.kechuang.plan.internal.reading;

import org.jspecify.annotations.NullMarked;
