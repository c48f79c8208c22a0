/** Calls as pages and JSON: the public list and guide, and the officers' drafts and corrections. */
@NullMarked
package dev.kechuang.programme.web.call;

import org.jspecify.annotations.NullMarked;
