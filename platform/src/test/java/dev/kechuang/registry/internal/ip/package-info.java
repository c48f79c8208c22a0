/** Intellectual property: numbers, rules, owners, records, imports. */
@NullMarked
package dev.kechuang.registry.internal.ip;

import org.jspecify.annotations.NullMarked;
