/** Pages and JSON about the packs. */
@NullMarked
package dev.kechuang.pack.web;

import org.jspecify.annotations.NullMarked;
