/** Responsible units and the work assigned to them. Private to the library. */
@NullMarked
package dev.kechuang.reader.task;

import org.jspecify.annotations.NullMarked;
