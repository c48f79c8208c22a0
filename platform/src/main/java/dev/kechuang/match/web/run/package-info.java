/** Stored matches of the city for officers, and the runs that decide it. */
@NullMarked
package dev.kechuang.match.web.run;

import org.jspecify.annotations.NullMarked;
