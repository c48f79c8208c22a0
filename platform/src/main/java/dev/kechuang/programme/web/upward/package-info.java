/** Pages and JSON of upward applications. */
@NullMarked
package dev.kechuang.programme.web.upward;

import org.jspecify.annotations.NullMarked;
