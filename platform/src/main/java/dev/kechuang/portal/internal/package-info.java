/** Figures that the portal's public pages show. */
@NullMarked
package dev.kechuang.portal.internal;

import org.jspecify.annotations.NullMarked;
