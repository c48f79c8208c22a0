/** Pages and JSON of supervision and of notes on accountability. */
@NullMarked
package dev.kechuang.plan.web.supervise;

import org.jspecify.annotations.NullMarked;
