/** The launcher, tried as processes that live and die. */
@NullMarked
package dev.kechuang.launch;

import org.jspecify.annotations.NullMarked;
