/**
 * What the parts of this module that follow up opinions, supervision, schemes and assessment share: reading of what was
 * typed, units and their people, commands that leave nothing half done. No rule of one part lives here.
 */
@NullMarked
package dev.kechuang.plan.internal.desk;

import org.jspecify.annotations.NullMarked;
