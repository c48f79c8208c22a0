/** The bulletin (通报) of a period, frozen when it is issued. */
@NullMarked
package dev.kechuang.plan.internal.bulletin;

import org.jspecify.annotations.NullMarked;
