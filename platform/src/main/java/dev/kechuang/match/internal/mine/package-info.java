/**
 * What every policy in force means for one firm (我的政策): decided when it is asked, grouped by how near it is, with the
 * questions that settle most, and compared with facts that are only tried out.
 */
@NullMarked
package dev.kechuang.match.internal.mine;

import org.jspecify.annotations.NullMarked;
