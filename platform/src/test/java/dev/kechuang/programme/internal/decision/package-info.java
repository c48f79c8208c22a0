/** Tests of decision, notice and approval. */
@NullMarked
package dev.kechuang.programme.internal.decision;

import org.jspecify.annotations.NullMarked;
