/** Documents taken in as sources, and their figures proposed as observations. */
@NullMarked
package dev.kechuang.indicator.internal.document;

import org.jspecify.annotations.NullMarked;
