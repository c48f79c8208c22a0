/** Reads official Chinese prose into sections, figures and tasks, each with the characters it came from. */
@NullMarked
package dev.kechuang.reader;

import org.jspecify.annotations.NullMarked;
