/** The leader's cockpit (领导驾驶舱): what it shows, as packs word it, read in few statements. */
@NullMarked
package dev.kechuang.portal.internal.cockpit;

import org.jspecify.annotations.NullMarked;
