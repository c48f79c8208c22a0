/** Decisions and policies as text, HTML fragment and JSON, in Chinese and English. */
@NullMarked
package dev.kechuang.engine.render;

import org.jspecify.annotations.NullMarked;
