/** Backups are worth what a restore of them brings back. */
@NullMarked
package dev.kechuang.launch.backup;

import org.jspecify.annotations.NullMarked;
