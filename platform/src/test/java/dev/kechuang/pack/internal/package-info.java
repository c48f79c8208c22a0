/** Packs as files: broken ones, inherited ones, and their versions. */
@NullMarked
package dev.kechuang.pack.internal;

import org.jspecify.annotations.NullMarked;
