/** Who looks and what they may do: viewer, role, and the annotation that opens an endpoint. */
@NullMarked
package dev.kechuang.shared.access;

import org.jspecify.annotations.NullMarked;
