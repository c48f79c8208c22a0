/** The application: one process of modules, each a package below this one. */
@NullMarked
package dev.kechuang;

import org.jspecify.annotations.NullMarked;
