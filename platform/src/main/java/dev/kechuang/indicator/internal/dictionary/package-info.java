/** The dictionary as the packs define it, checked when it is loaded, and the suggestion of indicators for what documents measure. */
@NullMarked
package dev.kechuang.indicator.internal.dictionary;

import org.jspecify.annotations.NullMarked;
