/**
 * Pages and JSON of decision, public notice with objections, and approval: for officers and leaders below
 * {@code /decisions}, for everybody below {@code /notices}.
 */
@NullMarked
package dev.kechuang.programme.web.decision;

import org.jspecify.annotations.NullMarked;
