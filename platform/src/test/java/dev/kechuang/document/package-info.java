/** Tests of what documents offer to other modules. */
@NullMarked
package dev.kechuang.document;

import org.jspecify.annotations.NullMarked;
