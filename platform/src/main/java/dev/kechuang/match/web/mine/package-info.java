/** Pages and JSON of what every policy means for one firm. */
@NullMarked
package dev.kechuang.match.web.mine;

import org.jspecify.annotations.NullMarked;
