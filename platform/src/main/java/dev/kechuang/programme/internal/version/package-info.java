/**
 * Versions of programmes: texts of the packs and drafts of people, each named by its digest, released by another person
 * than its author. A call keeps the version it opened with.
 */
@NullMarked
package dev.kechuang.programme.internal.version;

import org.jspecify.annotations.NullMarked;
