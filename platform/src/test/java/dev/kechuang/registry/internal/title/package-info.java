/** Titles: rules, days, records, imports. */
@NullMarked
package dev.kechuang.registry.internal.title;

import org.jspecify.annotations.NullMarked;
