/** The command `kc read`. Private to the library. */
@NullMarked
package dev.kechuang.reader.cli;

import org.jspecify.annotations.NullMarked;
