/** Talents with their awards, and the half-years of the firms they lead: rules, stores, imports. */
@NullMarked
package dev.kechuang.registry.internal.talent;

import org.jspecify.annotations.NullMarked;
