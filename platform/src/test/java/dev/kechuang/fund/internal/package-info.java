/** The ledger on a real PostgreSQL, with real threads. */
@NullMarked
package dev.kechuang.fund.internal;

import org.jspecify.annotations.NullMarked;
