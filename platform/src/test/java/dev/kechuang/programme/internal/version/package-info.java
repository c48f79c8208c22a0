/** Tests of drafting and releasing programmes, on PostgreSQL. */
@NullMarked
package dev.kechuang.programme.internal.version;

import org.jspecify.annotations.NullMarked;
