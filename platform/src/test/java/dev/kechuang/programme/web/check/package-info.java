@NullMarked
package dev.kechuang.programme.web.check;

import org.jspecify.annotations.NullMarked;
