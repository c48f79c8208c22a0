/** Pages and JSON of the formal check. */
@NullMarked
package dev.kechuang.programme.web.check;

import org.jspecify.annotations.NullMarked;
