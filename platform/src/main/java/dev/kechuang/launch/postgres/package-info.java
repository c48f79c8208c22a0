/** PostgreSQL from the Maven binaries: unpacked, initialised, started, watched and stopped by us. */
@NullMarked
package dev.kechuang.launch.postgres;

import org.jspecify.annotations.NullMarked;
