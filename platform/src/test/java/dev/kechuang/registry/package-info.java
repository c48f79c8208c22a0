/** Tests of the registry, on PostgreSQL, with the modules below replaced by small fakes. */
@NullMarked
package dev.kechuang.registry;

import org.jspecify.annotations.NullMarked;
