/**
 * Things with a source and a term of their own: items assigned from above (交办), agreements with districts (协议), pilot and
 * demonstration schemes (试点、示范), risk points with their measures (风险点); and media reports (媒体报道), which are counted.
 */
@NullMarked
package dev.kechuang.plan.internal.scheme;

import org.jspecify.annotations.NullMarked;
