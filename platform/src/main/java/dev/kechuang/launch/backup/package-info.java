/**
 * Backup and restore of the embedded PostgreSQL: whole copies taken while it works, every change archived after the
 * first of them, and the way back to any moment in between.
 */
@NullMarked
package dev.kechuang.launch.backup;

import org.jspecify.annotations.NullMarked;
