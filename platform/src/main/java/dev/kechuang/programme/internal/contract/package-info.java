/**
 * From the task contract (任务书) to the archive: drafting and signing, reports, instalments, changes, suspension and
 * termination, acceptance, evaluation; and payment where a programme pays without a contract. Money itself is moved by
 * {@code fund}, the application by {@code lifecycle}.
 */
@NullMarked
package dev.kechuang.programme.internal.contract;

import org.jspecify.annotations.NullMarked;
