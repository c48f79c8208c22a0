/**
 * Upward applications (向上推荐): what the city recommended to programmes of province and ministry, what became of it, and the
 * statistics of both. The programmes themselves are run elsewhere.
 */
@NullMarked
package dev.kechuang.programme.internal.upward;

import org.jspecify.annotations.NullMarked;
