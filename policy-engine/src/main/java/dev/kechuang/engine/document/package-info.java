/** Reads policies and fact dictionaries from YAML with positions, and checks them: dates, bands, cycles, unused and unsatisfiable parts. */
@NullMarked
package dev.kechuang.engine.document;

import org.jspecify.annotations.NullMarked;
