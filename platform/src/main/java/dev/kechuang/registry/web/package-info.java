/** Pages and JSON of the registry. */
@NullMarked
package dev.kechuang.registry.web;

import org.jspecify.annotations.NullMarked;
