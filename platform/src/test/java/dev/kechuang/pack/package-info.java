/** What the packs of this repository hold. */
@NullMarked
package dev.kechuang.pack;

import org.jspecify.annotations.NullMarked;
