/** Pages and JSON about the packs: what is loaded, what holds, which versions there were. */
@NullMarked
package dev.kechuang.pack.web;

import org.jspecify.annotations.NullMarked;
