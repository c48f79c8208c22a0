/** Pages and JSON of opinions: for officers, and for firms. */
@NullMarked
package dev.kechuang.plan.web.opinion;

import org.jspecify.annotations.NullMarked;
