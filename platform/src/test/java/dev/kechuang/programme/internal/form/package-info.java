@NullMarked
package dev.kechuang.programme.internal.form;

import org.jspecify.annotations.NullMarked;
