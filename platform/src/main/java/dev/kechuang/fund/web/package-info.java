/** Pages and JSON of the money: budgets, journal, payments, batches, reconciliation, and an organisation's own view. */
@NullMarked
package dev.kechuang.fund.web;

import org.jspecify.annotations.NullMarked;
