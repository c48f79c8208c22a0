/** Rules and stores of the ledger: accounts and postings, budget lines, allocations, payment orders, files of the bank. */
@NullMarked
package dev.kechuang.fund.internal;

import org.jspecify.annotations.NullMarked;
