/** Whole populations: facts in columns, every policy compiled to bytecode over blocks of rows, rows it can't decide exactly handed to the evaluator. */
@NullMarked
package dev.kechuang.engine.columns;

import org.jspecify.annotations.NullMarked;
