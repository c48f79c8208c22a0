/** Pages of the portal. */
@NullMarked
package dev.kechuang.portal.web;

import org.jspecify.annotations.NullMarked;
