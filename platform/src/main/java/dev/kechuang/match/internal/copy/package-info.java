/** PostgreSQL's binary COPY, both ways: how a million rows are read and written in seconds. */
@NullMarked
package dev.kechuang.match.internal.copy;

import org.jspecify.annotations.NullMarked;
