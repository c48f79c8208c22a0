/** The page that says which typefaces documents are set in. */
@NullMarked
package dev.kechuang.document.web;

import org.jspecify.annotations.NullMarked;
