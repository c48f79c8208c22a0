/**
 * Supervision (督查): items given to units with a deadline, findings with evidence, rectification reported and reviewed, closure
 * and reopening; third-party evaluation of a policy's delivery; notes on accountability (过错责任追究), which only leaders of the
 * bureau and the person concerned can read: the database refuses everybody else's query.
 */
@NullMarked
package dev.kechuang.plan.internal.supervise;

import org.jspecify.annotations.NullMarked;
