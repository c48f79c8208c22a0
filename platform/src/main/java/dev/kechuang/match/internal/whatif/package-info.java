/** What a changed policy would mean for the city (政策推演): two versions decided over every fact sheet, nothing stored. */
@NullMarked
package dev.kechuang.match.internal.whatif;

import org.jspecify.annotations.NullMarked;
