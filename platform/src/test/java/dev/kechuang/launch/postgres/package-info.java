/** PostgreSQL survives what happens to it and to us. */
@NullMarked
package dev.kechuang.launch.postgres;

import org.jspecify.annotations.NullMarked;
