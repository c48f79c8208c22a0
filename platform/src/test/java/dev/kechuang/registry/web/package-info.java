/** The registry through the real application. */
@NullMarked
package dev.kechuang.registry.web;

import org.jspecify.annotations.NullMarked;
