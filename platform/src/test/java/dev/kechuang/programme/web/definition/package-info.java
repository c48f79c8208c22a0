/** Tests of the pages about programmes as data. */
@NullMarked
package dev.kechuang.programme.web.definition;

import org.jspecify.annotations.NullMarked;
