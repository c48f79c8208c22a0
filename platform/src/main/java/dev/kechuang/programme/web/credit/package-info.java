/** Pages and JSON of science credit. */
@NullMarked
package dev.kechuang.programme.web.credit;

import org.jspecify.annotations.NullMarked;
