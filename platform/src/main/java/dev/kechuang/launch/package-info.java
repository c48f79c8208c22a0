/**
 * Floor 9. The process: the command line, the embedded PostgreSQL, migrations, backup and restore, verification. It
 * starts everything and nothing depends on it.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "pack", "identity", "programme"})
package dev.kechuang.launch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
