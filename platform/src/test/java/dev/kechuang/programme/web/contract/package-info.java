@NullMarked
package dev.kechuang.programme.web.contract;

import org.jspecify.annotations.NullMarked;
