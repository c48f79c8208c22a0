/** Pages and JSON that tell what a changed policy would mean for the city before anybody decides it (政策推演). */
@NullMarked
package dev.kechuang.match.web.whatif;

import org.jspecify.annotations.NullMarked;
