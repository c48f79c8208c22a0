/** Tests of programmes, on PostgreSQL. */
@NullMarked
package dev.kechuang.programme;

import org.jspecify.annotations.NullMarked;
