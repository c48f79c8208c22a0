/** Tests of the pages of decision, notice and approval. */
@NullMarked
package dev.kechuang.programme.web.decision;

import org.jspecify.annotations.NullMarked;
