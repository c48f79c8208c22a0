/** The engine's commands: {@code feel} and {@code policy}. They read files, call the library and print; no rule lives here. */
@NullMarked
package dev.kechuang.engine.cli;

import org.jspecify.annotations.NullMarked;
