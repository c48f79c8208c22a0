/** The page and JSON of the cockpit. */
@NullMarked
package dev.kechuang.portal.web.cockpit;

import org.jspecify.annotations.NullMarked;
