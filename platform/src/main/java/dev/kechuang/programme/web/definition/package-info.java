/** Pages and JSON about programmes as data: what there is, how each runs, drafts and releases. */
@NullMarked
package dev.kechuang.programme.web.definition;

import org.jspecify.annotations.NullMarked;
