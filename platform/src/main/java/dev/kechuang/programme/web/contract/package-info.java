/** Pages and JSON of projects: contracts, reports, changes, acceptance, evaluation, archive, payment. */
@NullMarked
package dev.kechuang.programme.web.contract;

import org.jspecify.annotations.NullMarked;
